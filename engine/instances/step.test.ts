import { describe, expect, it } from '@jest/globals';
import { BudgetExceededError, type Key } from '../../bpmn/index.js';
import { build } from '../../bpmn/test-support/build.js';
import {
  end,
  ownActivity,
  pass,
  service,
  start,
  timerBoundary,
  timerCatch,
  user,
} from '../../bpmn/test-support/elements.js';
import { command, startInMemory, type SteppedInstance } from '../test-support/fake-head.js';
import type { Head, OpenInput } from './head.js';
import type { StepResult } from './step-request.js';

const HOUR = 3_600_000;
const TERM = 10 * HOUR;

/** A task with a term of ten hours, and what comes after it. */
const timed = build(
  {
    elements: [start(), user('act'), timerBoundary('late', 'act', 'PT10H'), user('repair'), end()],
    flows: ['start -> act -> end', 'late -> repair -> end'],
  },
  'timed',
);
/** A job that is reminded of every hour. */
const reminded = build(
  {
    elements: [start(), service('work'), timerBoundary('remind', 'work', 'R/PT1H', false), pass('note'), end()],
    flows: ['start -> work -> end', 'remind -> note -> end'],
  },
  'reminded',
);

/** A task beside a pause. */
const besides = build(
  {
    elements: [start(), user('act'), timerCatch('pause', 'PT1H'), end()],
    flows: ['start -> act -> end', 'start -> pause -> end'],
  },
  'besides',
);
/** An activity with a term of ten hours. */
const asking = build(
  {
    elements: [start(), ownActivity('robot'), timerBoundary('late', 'robot', 'PT10H'), user('repair'), end()],
    flows: ['start -> robot -> end', 'late -> repair -> end'],
  },
  'asking',
);

const waitOf = (instance: SteppedInstance, kind: string): Key => {
  for (const { waits } of Object.values(instance.head.state.instances))
    for (const [key, wait] of Object.entries(waits ?? {})) if (wait.kind === kind) return key as Key;
  throw new Error(`nothing waits for a ${kind}`);
};
/** What Temporal tells when its activity has answered. */
const answerOf = (instance: SteppedInstance) =>
  ({ type: 'activity.completed', key: waitOf(instance, 'activity'), result: {} }) as const;
const complete = (instance: SteppedInstance, at: number) =>
  command({ type: 'task.completed', key: waitOf(instance, 'task'), variables: {} }, at);
const open = (number: number, kind: string, at: number, content: object): OpenInput => ({
  ...{ number, kind, at, content: { ...content }, message: null, givenBy: null, callers: null, callersStand: true },
});
const withOpen = (instance: SteppedInstance, ...inputs: readonly OpenInput[]): { readonly head: Head } => ({
  head: { ...instance.head, open: inputs, next: instance.head.next + inputs.length },
});
/** Inputs of a step, as type and instant. */
const taken = ({ inputs }: StepResult): [string, number][] => inputs.map(({ input }) => [input.type, input.at]);

describe('a term that was due before an input', () => {
  it('ends first, as of the instant of the input, and the refusal says when it ended', () => {
    const instance = startInMemory(timed, 0);
    const step = instance.take(TERM + HOUR, { commands: [complete(instance, TERM + HOUR)] });
    expect(taken(step)).toEqual([['timer.fired', TERM + HOUR]]);
    expect(step.inputs[0]?.input).toMatchObject({ due: TERM });
    expect(step.results).toEqual([
      {
        result: 'refused',
        superseded: true,
        reason: expect.any(String) as unknown,
        termEnded: TERM,
      },
    ]);
  });

  it('ends first on a tie', () => {
    const instance = startInMemory(timed, 0);
    const { results } = instance.take(TERM, { commands: [complete(instance, TERM)] });
    expect(results).toMatchObject([{ result: 'refused', superseded: true }]);
  });

  it('does not end first when the input was accepted before it, however late it is stepped', () => {
    const instance = startInMemory(timed, 0);
    const step = instance.take(TERM + HOUR, { commands: [complete(instance, TERM - 1)] });
    expect(step.results).toEqual([{ result: 'applied' }]);
    expect(taken(step)).toEqual([['task.completed', TERM - 1]]);
  });

  it('ends before an input of the inbox too, and before what Temporal tells', () => {
    const robot = startInMemory(asking, 0);
    const told = (at: number) => [{ fact: answerOf(robot), at }];
    expect(taken(robot.try(TERM, { told: told(TERM) }))).toEqual([['timer.fired', TERM]]);
    expect(taken(robot.try(TERM + 1, { told: told(TERM - 1) }))).toEqual([['activity.completed', TERM - 1]]);

    const instance = startInMemory(timed, 0);
    const late = open(1, 'task.completed', TERM, { key: waitOf(instance, 'task'), variables: {} });
    const step = instance.try(TERM + HOUR, withOpen(instance, late));
    expect(taken(step)).toEqual([
      ['timer.fired', TERM],
      ['task.completed', TERM],
    ]);
    expect(step.inputs[1]).toMatchObject({ number: 1, outcome: 'superseded' });
  });

  it('is not mentioned where something else refuses the input', () => {
    const instance = startInMemory(timed, 0);
    const first = instance.take(HOUR, { commands: [complete(instance, HOUR), complete(instance, HOUR)] });
    expect(first.results).toMatchObject([{ result: 'applied' }, { result: 'refused' }]);
    expect(first.results[1]).not.toHaveProperty('termEnded');
  });

  it('is not mentioned where another timer was due that closed something else', () => {
    const instance = startInMemory(besides, 0);
    const again = complete(instance, 2 * HOUR);
    instance.take(HOUR / 2, { commands: [complete(instance, HOUR / 2)] });
    const step = instance.take(2 * HOUR, { commands: [again] });
    expect(step.inputs.map(({ input }) => input.type)).toEqual(['timer.fired']);
    expect(step.results).toMatchObject([{ result: 'refused', superseded: true }]);
    expect(step.results[0]).not.toHaveProperty('termEnded');
  });
});

describe('many timers that were due before an input', () => {
  it('all end first, also more than a hundred', () => {
    const pauses = Array.from({ length: 150 }, (_, i) => `pause${i}`);
    const many = build(
      {
        elements: [start(), ...pauses.map((id) => timerCatch(id, 'PT1H')), end()],
        flows: pauses.map((id) => `start -> ${id} -> end`),
      },
      'many-timers',
    );
    const instance = startInMemory(many, 0);
    const cancel = command({ type: 'cancel' }, 2 * HOUR);
    const step = instance.try(2 * HOUR, { commands: [cancel] });
    expect(step.inputs.map(({ input }) => input.type)).toEqual(Array<string>(150).fill('timer.fired'));
    expect(step.state.status).toBe('completed');
  });
});

describe('timers without an input', () => {
  it('are taken when they are due now, by due instant and then by key', () => {
    const three = build(
      {
        elements: [start(), timerCatch('long', 'PT2H'), timerCatch('short', 'PT1H'), timerCatch('same', 'PT1H'), end()],
        flows: ['start -> long -> end', 'start -> short -> end', 'start -> same -> end'],
      },
      'three',
    );
    const instance = startInMemory(three, 0);
    expect(taken(instance.try(HOUR - 1))).toEqual([]);
    const step = instance.take(2 * HOUR);
    const keys = step.inputs.map(({ input }) => (input.type === 'timer.fired' ? [input.due, input.key] : []));
    const dues = [...startInMemory(three, 0).head.book].sort(([, a], [, b]) => a - b).map(([key, due]) => [due, key]);
    expect(keys).toEqual(dues);
  });

  it('that repeat and were missed fire once and then at the next instant of their grid', () => {
    const instance = startInMemory(reminded, 30);
    const step = instance.take(5.5 * HOUR);
    expect(step.inputs.map(({ input }) => input)).toMatchObject([
      { type: 'timer.fired', due: 30 + HOUR, at: 5.5 * HOUR },
    ]);
    expect([...instance.head.book.values()]).toEqual([30 + 6 * HOUR]);
  });

  it('set by one input are there for the next', () => {
    const two = build(
      {
        elements: [start(), user('act'), user('next'), timerBoundary('late', 'next', 'PT1H'), end()],
        flows: ['start -> act -> next -> end', 'late -> end'],
      },
      'two',
    );
    const instance = startInMemory(two, 0);
    const note = command({ type: 'variables.set', scope: 'e1', local: true, variables: {} }, 3 * HOUR);
    const step = instance.take(3 * HOUR, { commands: [complete(instance, HOUR), note] });
    expect(taken(step)).toEqual([
      ['task.completed', HOUR],
      ['timer.fired', 3 * HOUR],
    ]);
    expect(step.state.status).toBe('completed');
  });
});

describe('a step', () => {
  it('never runs backwards: an input from before the last one happens at the instant of that', () => {
    const instance = startInMemory(timed, 5 * HOUR);
    const step = instance.take(5 * HOUR, { commands: [complete(instance, HOUR)] });
    expect(taken(step)).toEqual([['task.completed', 5 * HOUR]]);
  });

  it('takes what Temporal told and commands by their instants, on a tie what was told first', () => {
    const instance = startInMemory(asking, 0);
    const told = [{ fact: answerOf(instance), at: 5 }];
    const cancel = (at: number) => ({ told, commands: [command({ type: 'cancel' }, at)] });
    const types = (at: number) => instance.try(9, cancel(at)).inputs.map(({ input }) => input.type);
    expect(types(4)).toEqual(['cancel']);
    expect(types(5)).toEqual(['activity.completed']);
    expect(taken(instance.try(9, { told }))).toEqual([['activity.completed', 5]]);
  });

  it('relies on the rights of the callers of what it applies, from the inbox and from commands', () => {
    const instance = startInMemory(timed, 0);
    const set = { scope: 'e1', local: true, variables: {} };
    const [anna, boris] = ['user:anna', 'user:boris'].map((subject) => ({ subject, epoch: 1 }));
    const given = { ...open(1, 'variables.set', 1, set), callers: [anna!] };
    const refused = { ...open(2, 'task.completed', 1, { key: 'u99', variables: {} }), callers: [boris!] };
    const commands = [{ ...complete(instance, 2), callers: [boris!] }];
    expect(instance.try(2, withOpen(instance, given, refused)).callers).toEqual([anna]);
    expect(instance.try(2, { ...withOpen(instance, given), commands }).callers).toEqual([anna, boris]);
  });

  it('takes the inbox by number, then commands', () => {
    const instance = startInMemory(reminded, 0);
    const set = (a: number) => ({
      type: 'variables.set' as const,
      scope: 'e1' as const,
      local: true,
      variables: { a },
    });
    const [{ type, ...first }, { type: _type, ...second }] = [set(1), set(2)];
    const step = instance.try(5, {
      ...withOpen(instance, open(1, type, 1, first), open(2, type, 2, second)),
      commands: [command(set(3), 3)],
    });
    expect(step.inputs.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(step).toMatchObject({ emptied: true, complete: true, next: 4 });
  });

  it('drops answers of activities that nobody waits for, and stores nothing of them', () => {
    const step = startInMemory(timed, 0).try(1, {
      told: [{ fact: { type: 'activity.completed', key: 'a99', result: {} }, at: 1 }],
    });
    expect(step.inputs).toEqual([]);
  });

  it('takes a command only when everything in the inbox was read', () => {
    const instance = startInMemory(timed, 0);
    const set = { scope: 'e1', local: true, variables: {} };
    const full = Array.from({ length: 100 }, (_, i) => open(i + 1, 'variables.set', 0, set));
    const step = instance.try(1, { ...withOpen(instance, ...full), commands: [complete(instance, 1)] });
    expect(step.results).toEqual([{ result: 'later' }]);
    expect(step).toMatchObject({ emptied: false, complete: false });
  });

  it('rejects an input of the inbox whose giver has other rights now, and the kernel never sees it', () => {
    const instance = startInMemory(timed, 0);
    const given = { ...open(1, 'cancel', 1, {}), callersStand: false };
    const step = instance.try(1, withOpen(instance, given));
    expect(step.inputs).toMatchObject([{ number: 1, outcome: 'rejected', code: 'wrong-state', unseen: true }]);
    expect(step.state).toEqual(instance.head.state);
  });

  it('is not taken at all beyond its budget', () => {
    const many = build(
      {
        elements: [start(), user('act'), pass('p', { multi: { items: '=for i in 1..50 return i' } }), end()],
        flows: ['start -> act -> p -> end'],
      },
      'many',
    );
    const instance = startInMemory(many, 0);
    expect(() => instance.try(1, { commands: [complete(instance, 1)], budget: 20 })).toThrow(BudgetExceededError);
    expect(instance.try(1, { commands: [complete(instance, 1)] }).work).toBeGreaterThan(20);
  });

  it('that takes one input at a time leaves the others to the next', () => {
    const instance = startInMemory(timed, 0);
    const step = instance.try(TERM, { commands: [complete(instance, TERM), complete(instance, TERM)], atMost: 1 });
    expect(taken(step)).toEqual([['timer.fired', TERM]]);
    expect(step).toMatchObject({ results: [{ result: 'later' }, { result: 'later' }], complete: false });
  });
});
