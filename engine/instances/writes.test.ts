import { describe, expect, it } from '@jest/globals';
import { initialState, localNumber, type Effect, type Input, type JournalEntry } from '../../bpmn/index.js';
import { build } from '../../bpmn/test-support/build.js';
import { end, start, timerCatch, user } from '../../bpmn/test-support/elements.js';
import { markProjections } from '../../desk/work-items/marks.js';
import { startInMemory } from '../test-support/fake-head.js';
import type { SteppedInput } from './inputs.js';
import type { StepResult } from './step-request.js';
import { openedJobTypes, writesOf } from './writes.js';

const definition = build({ elements: [start(), user('check'), end()], flows: ['start -> check -> end'] });
const paused = build({ elements: [start(), timerCatch('pause', 'PT1H'), end()], flows: ['start -> pause -> end'] });
const owner = { instance: 'e2', element: 'check' } as const;
const timer = { kind: 'duration', value: 'PT1H', from: 0 } as const;
const job = { type: 'work', retries: 3, headers: {} };

const begun: Input = { type: 'start', at: 5, variables: {} };
const input = (effects: readonly Effect[], more: Partial<SteppedInput> = {}): SteppedInput => ({
  input: begun,
  outcome: 'applied',
  effects,
  journal: [],
  ...more,
});
const step = (inputs: readonly SteppedInput[], more: Partial<StepResult> = {}): StepResult => ({
  ...{
    state: initialState,
    inputs,
    results: [],
    failures: [],
    due: { t3: 60 },
    book: new Map(),
    facts: [],
    callers: [],
  },
  ...{ at: 5, emptied: true, complete: true, next: 1, work: 0, ...more },
});
const writes = (inputs: readonly SteppedInput[], more: Partial<StepResult> = {}) =>
  writesOf(definition, initialState, step(inputs, more), markProjections);

describe('the writes of a step', () => {
  it('have a list only where there is something to write', () => {
    expect(writes([input([])])).toEqual({});
  });

  it('write what was opened and closed in the step once, in its last state', () => {
    const opened = input([{ type: 'job.open', key: 'j3', owner, job }]);
    const closed = input([{ type: 'job.close', key: 'j3', how: 'completed' }]);
    expect(writes([opened, closed])).toEqual({
      jobsOpened: [expect.objectContaining({ local: 3, state: 'completed' })],
    });
    expect(writes([closed])).toEqual({ jobsChanged: [{ local: 3, state: 'completed' }] });
  });

  it('have no trace of a timer that was set and cancelled, or set and fired', () => {
    const set = input([{ type: 'timer.set', key: 't3', owner, timer }]);
    expect(writes([set])).toMatchObject({ timersSet: [{ local: 3, wait: 't3', due: 60, at: 5, request: timer }] });
    expect(writes([set, input([{ type: 'timer.cancel', key: 't3' }])])).toEqual({});
    expect(writes([set, input([], { input: { type: 'timer.fired', at: 60, key: 't3', due: 60 } })])).toEqual({});
    expect(writes([input([{ type: 'timer.cancel', key: 't3' }])])).toEqual({
      timersCancelled: [{ local: 3, wait: 't3' }],
    });
  });

  it('have no timer whose due instant cannot be told', () => {
    expect(writes([input([{ type: 'timer.set', key: 't3', owner, timer }])], { due: {} })).toEqual({});
  });

  it('have the dates of a task as milliseconds', () => {
    const dates = { dueDate: '2025-10-03T20:00:00+02:00', followUpDate: '2025-10-03T18:00:00.5Z' };
    const task = { candidateGroups: [], candidateUsers: [], priority: 50, headers: {}, ...dates };
    const at = Date.UTC(2025, 9, 3, 18);
    expect(writes([input([{ type: 'task.open', key: 'u3', owner, task }])])).toEqual({
      tasksOpened: [expect.objectContaining({ local: 3, dueDate: at, followUpDate: at + 500 })],
    });
  });

  it('give a message back that came too late', () => {
    const received: Input = { type: 'message.received', at: 5, key: 'm3', message: '77', variables: {} };
    const taken = { input: received, number: 4, message: '77' };
    expect(writes([input([], { ...taken, outcome: 'superseded' })])).toEqual({ messagesReturned: [{ message: '77' }] });
    expect(writes([input([], taken)])).toEqual({});
    // One that could not be stepped is done again: its correlation stands.
    expect(writes([input([], { ...taken, outcome: 'failed' })])).toEqual({});
  });

  it('keep of a variable its last value, and of an element its begin and end', () => {
    const journal: JournalEntry[] = [
      { type: 'entered', key: 'e2', element: 'check', elementType: 'userTask', scope: 'e1' },
      { type: 'completed', key: 'e2' },
    ];
    const set = (value: number): Effect => ({ type: 'variable.set', scope: 'e1', name: 'a', value });
    expect(writes([input([set(1), set(2)], { journal })])).toEqual({
      elements: [expect.objectContaining({ local: 2, scope: 1, state: 'completed', startedAt: 5, endedAt: 5 })],
      variables: [{ scope: 1, name: 'a', value: '2' }],
    });
  });

  it('start no child that was taken back at once', () => {
    const child = { processId: 'c', binding: 'latest', variables: {}, caught: { all: false, codes: [] } } as const;
    const asked: Effect = { type: 'child.start', key: 'c3', owner, child };
    expect(writes([input([asked])])).toMatchObject({ childrenStarted: [{ wait: 'c3', owner: 2, processId: 'c' }] });
    expect(writes([input([asked, { type: 'child.cancel', key: 'c3' }])])).toEqual({});
    expect(writes([input([{ type: 'child.cancel', key: 'c3' }])])).toEqual({
      childrenCancelled: [{ wait: 'c3', at: 5 }],
    });
  });

  it('release a job that goes back to the workers, with the end of its back-off', () => {
    const retried: Effect = { type: 'job.retry', key: 'j3', retries: 2, message: 'no', backOffMs: 10 };
    expect(writes([input([retried])])).toEqual({
      jobsChanged: [{ local: 3, retries: 2, errorMessage: 'no', released: true, backOffUntil: 15 }],
    });
  });

  it('say of an end that something may still be open in the inbox', () => {
    const ended = input([{ type: 'ended', how: { status: 'terminated' } }]);
    expect(writes([ended])).toEqual({ ends: [{ kind: 'terminated' }] });
    expect(writes([ended], { emptied: false })).toEqual({ ends: [{ kind: 'terminated', open: true }] });
  });

  it('keep what could not be stepped as an incident, to be done again, and take it out of its book', () => {
    const { head } = startInMemory(paused, 0);
    const [wait] = [...head.book.keys()];
    const failures = [{ message: 'oh', retry: { kind: 'timer', wait: wait!, due: 60 } }] as const;
    expect(writes([], { failures, state: head.state })).toEqual({
      failures: [
        {
          message: 'The engine could not step an input: oh',
          rule: 'engine-failure',
          parameters: { reason: 'oh' },
          retry: JSON.stringify(failures[0].retry),
          elementId: '',
          owner: 1,
        },
      ],
      timersCancelled: [{ local: localNumber(wait!) }],
    });
  });

  it('name the types of jobs that stay open, for those who wait for them', () => {
    const opened = (key: 'j3' | 'j4'): Effect => ({ type: 'job.open', key, owner, job });
    expect(openedJobTypes(writes([input([opened('j3'), opened('j4')])]))).toEqual(['work']);
    expect(openedJobTypes(writes([input([opened('j3'), { type: 'job.block', key: 'j3' }])]))).toEqual([]);
  });
});
