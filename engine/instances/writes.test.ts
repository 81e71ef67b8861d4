import { describe, expect, it } from '@jest/globals';
import type { Effect, JournalEntry } from '../../bpmn/index.js';
import { build } from '../../bpmn/test-support/build.js';
import { end, start, user } from '../../bpmn/test-support/elements.js';
import { markProjections } from '../../desk/tickets/marks.js';
import type { CommittedInput } from './protocol.js';
import { openedJobTypes, writesOf } from './writes.js';

const definition = build({ elements: [start(), user('check'), end()], flows: ['start -> check -> end'] });
const owner = { instance: 'e2', element: 'check' } as const;
const timer = { kind: 'duration', value: 'PT1H', from: 0 } as const;
const job = { type: 'work', retries: 3, headers: {} };

const input = (effects: readonly Effect[], more: Partial<CommittedInput> = {}): CommittedInput => ({
  kind: 'start',
  at: 5,
  content: {},
  outcome: 'applied',
  effects,
  journal: [],
  ...more,
});
const writes = (inputs: readonly CommittedInput[], failed = {}) =>
  writesOf(definition, inputs, { due: { t3: 60 }, failed }, markProjections);

describe('the writes of a step', () => {
  it('have a list only where there is something to write', () => {
    expect(writes([input([])])).toEqual({});
  });

  it('write what was opened and closed in the step once, in its last state', () => {
    const opened = input([{ type: 'job.open', key: 'j3', owner, job }]);
    const closed = input([{ type: 'job.close', key: 'j3', how: 'completed' }], { kind: 'job.completed' });
    expect(writes([opened, closed])).toEqual({
      jobsOpened: [expect.objectContaining({ local: 3, state: 'completed' })],
    });
    expect(writes([closed])).toEqual({ jobsChanged: [{ local: 3, state: 'completed' }] });
  });

  it('have no trace of a timer that was set and cancelled, or set and fired', () => {
    const set = input([{ type: 'timer.set', key: 't3', owner, timer }]);
    expect(writes([set])).toMatchObject({ timersSet: [{ local: 3, wait: 't3', due: 60, at: 5, request: timer }] });
    expect(writes([set, input([{ type: 'timer.cancel', key: 't3' }])])).toEqual({});
    expect(writes([set, input([], { kind: 'timer.fired', content: { key: 't3', due: 60 } })])).toEqual({});
    expect(writes([input([{ type: 'timer.cancel', key: 't3' }])])).toEqual({ timersCancelled: [3] });
  });

  it('tell the instance of a timer that could not be reckoned, unless it is not wanted any more', () => {
    const set = input([{ type: 'timer.set', key: 't3', owner, timer }]);
    expect(writes([set], { t3: 'no calendar' })).toEqual({
      timersFailed: [{ local: 3, wait: 't3', message: 'no calendar' }],
    });
    expect(writes([set, input([{ type: 'timer.cancel', key: 't3' }])], { t3: 'no calendar' })).toEqual({});
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
    const late = input([], { kind: 'message.received', outcome: 'superseded', content: { key: 'm3', message: '77' } });
    expect(writes([late])).toEqual({ messagesReturned: ['77'] });
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
    expect(writes([input([{ type: 'child.cancel', key: 'c3' }])])).toEqual({ childrenCancelled: ['c3'] });
  });

  it('name the types of jobs that stay open, for those who wait for them', () => {
    const opened = (key: 'j3' | 'j4'): Effect => ({ type: 'job.open', key, owner, job });
    expect(openedJobTypes(writes([input([opened('j3'), opened('j4')])]))).toEqual(['work']);
    expect(openedJobTypes(writes([input([opened('j3'), { type: 'job.block', key: 'j3' }])]))).toEqual([]);
  });
});
