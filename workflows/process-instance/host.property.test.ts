import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { initialState, type Input, type InputFact, type Key } from '../../bpmn/index.js';
import { build } from '../../bpmn/test-support/build.js';
import {
  end,
  exclusive,
  messageBoundary,
  ownActivity,
  parallel,
  receive,
  service,
  start,
  timerBoundary,
  timerCatch,
  user,
} from '../../bpmn/test-support/elements.js';
import { FakePostgres, kernel, throughJson } from '../test-support/fake-postgres.js';
import { SimulatedWorkflow } from '../test-support/simulated-workflow.js';

/** A loop with everything that a host has to do with: jobs racing timers, tasks, messages, pauses, own activities. */
const definition = build({
  elements: [
    start(),
    exclusive('again'),
    parallel('fork'),
    service('work'),
    timerBoundary('limit', 'work', 'PT3S'),
    messageBoundary('note', 'work', 'note', 'one', false),
    user('read'),
    user('escalated'),
    ownActivity('robot'),
    timerBoundary('remind', 'robot', 'R/PT2S', false),
    timerCatch('pause', 'PT5S'),
    receive('reply', 'reply', 'one'),
    exclusive('worked'),
    parallel('join'),
    exclusive('more'),
    end('noted'),
    end('reminded'),
    end(),
  ],
  flows: [
    'start -> again -> fork',
    'fork -> work -> worked -> join -> more',
    'limit -> escalated -> worked',
    'note -> read -> noted',
    'fork -> robot -> join',
    'remind -> reminded',
    'fork -> pause -> reply -> join',
    'more -> again [rounds = null or rounds < 3]',
    'more -> end [default]',
  ],
});

/** One thing that happens; `pick` chooses among what is there. */
interface Happening {
  readonly what:
    | 'accept'
    | 'late'
    | 'signal'
    | 'repeat'
    | 'shuffle'
    | 'fire'
    | 'answer'
    | 'fail'
    | 'clock'
    | 'task'
    | 'lost'
    | 'continue'
    | 'reset';
  readonly pick: number;
  readonly ms: number;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('accept' as const) },
    { weight: 6, arbitrary: fc.constant('task' as const) },
    { weight: 4, arbitrary: fc.constant('signal' as const) },
    {
      weight: 12,
      arbitrary: fc.constantFrom<Happening['what']>(
        'late',
        'repeat',
        'shuffle',
        'fire',
        'answer',
        'fail',
        'lost',
        'lost',
        'continue',
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom<Happening['what']>('clock', 'reset') },
  ),
  pick: fc.nat(1_000),
  ms: fc.nat(3_000),
});

class World {
  readonly postgres = new FakePostgres(definition, { rounds: 0 });
  readonly workflow = new SimulatedWorkflow(this.postgres);
  now = 0;
  #sent = 0;
  /** Own activities that have answered. */
  readonly answered = new Set<Key>();
  /** Timers that have fired. */
  readonly fired = new Set<Key>();

  happen({ what, pick, ms }: Happening): void {
    const { postgres, workflow } = this;
    this.now += ms;
    const numbers = postgres.inputs.map(({ n }) => n);
    switch (what) {
      case 'accept':
        return this.#accept(this.#facts()[pick % this.#facts().length]);
      case 'late':
        return this.#accept({ type: 'job.completed', key: `j${1 + (pick % 40)}`, variables: {} });
      case 'signal':
        return this.#send(numbers.filter((n) => n > this.#sent));
      case 'repeat':
        return this.#send(numbers.slice(pick % (numbers.length + 1)));
      case 'shuffle':
        return this.#send(numbers.filter((n) => (n * 7 + pick) % 3 === 0).reverse());
      case 'fire':
        return this.#fire();
      case 'answer':
      case 'fail':
        return this.#answer(what === 'fail', pick);
      case 'clock':
        return this.#clock();
      case 'task':
        return workflow.task(this.now, 'completed', pick % 2 === 0);
      case 'lost':
        return workflow.task(this.now, { lostAfterCommits: pick % 3 }, pick % 2 === 0);
      case 'continue':
        return void workflow.continueAsNew();
      case 'reset':
        return this.#reset(pick);
    }
  }

  /** Everything that is owed arrives, and one thing more. */
  settle(): void {
    this.#accept({ type: 'variables.set', scope: 'e1', local: true, variables: {} });
    this.#send(this.postgres.inputs.flatMap(({ n, outcome }) => (outcome === undefined ? [n] : [])));
    this.workflow.task(this.now);
    this.workflow.task(this.now);
  }

  #accept(fact: InputFact | undefined): void {
    if (fact && !this.postgres.ended) this.postgres.accept(fact, this.now);
  }

  #send(numbers: readonly number[]): void {
    if (numbers.length === 0) return;
    this.#sent = Math.max(this.#sent, ...numbers);
    this.workflow.signal(this.postgres.batch(...numbers));
  }

  #fire(): void {
    const { armed, host } = this.workflow;
    if (armed === undefined) return;
    this.now = Math.max(this.now, armed);
    for (const [key, due] of Object.entries(host.run.host.book) as [Key, number][])
      if (due <= armed) this.fired.add(key);
    this.workflow.fire();
  }

  #answer(failed: boolean, pick: number): void {
    const { running } = this.workflow;
    const key = running[pick % running.length];
    if (key === undefined) return;
    this.answered.add(key);
    if (failed) this.workflow.answer(key, 'activity.failed', { message: 'no luck' }, this.now);
    else this.workflow.answer(key, 'activity.completed', { result: { found: pick } }, this.now);
  }

  /** What had come in after the task is forgotten by Temporal, and asked for again. */
  #reset(pick: number): void {
    if (this.postgres.ended) return;
    this.workflow.reset(pick);
    this.fired.clear();
    this.answered.clear();
  }

  #clock(): void {
    if (this.postgres.ended) return;
    this.postgres.pinnedAt = this.postgres.pinnedAt === null ? this.now : null;
    this.postgres.accept({ type: 'clock', pinnedAt: this.postgres.pinnedAt }, this.now);
  }

  /** What outside workers, people and other processes may say now. */
  #facts(): InputFact[] {
    const { postgres } = this;
    const variables = { rounds: postgres.steps.length };
    const incidents = Object.values(postgres.state.instances).flatMap(({ incident }) => incident ?? []);
    return [
      ...postgres.waits('job').flatMap((key): InputFact[] => [
        { type: 'job.completed', key, variables },
        { type: 'job.failed', key, message: 'no luck' },
        { type: 'job.errored', key, code: 'nobody catches it', message: '', variables: {} },
      ]),
      ...postgres.waits('task').map((key): InputFact => ({ type: 'task.completed', key, variables })),
      ...postgres
        .waits('message')
        .map((key): InputFact => ({ type: 'message.received', key, message: '1', variables: {} })),
      ...postgres.waits('timer').map((key): InputFact => ({ type: 'timer.fired', key, due: this.now })),
      ...incidents.map(({ key }): InputFact => ({ type: 'incident.resolved', key })),
      { type: 'variables.set', scope: 'e1', local: true, variables },
      ...(postgres.steps.length > 12 ? [{ type: 'cancel' } as const] : []),
    ];
  }
}

/** Input by input, each with a state of its own: what all this must come to. */
function sequentially(postgres: FakePostgres) {
  let state = initialState;
  const outcomes = new Map<number, string>();
  for (const { inputs } of postgres.steps) {
    for (const { n, kind, at, content } of inputs) {
      if (kind === 'clock') {
        outcomes.set(n!, 'applied');
        continue;
      }
      const result = kernel.step(definition, state, { type: kind, at, ...content } as unknown as Input);
      state = throughJson(result.state);
      if (n !== undefined && n > 0) outcomes.set(n, result.outcome);
    }
  }
  return { state, outcomes };
}

describe('the host, whatever gets lost, comes twice or out of order', () => {
  it('comes to what the same inputs give one after the other, and leaves nothing without outcome', () => {
    const seen = { ended: 0, ahead: 0 };
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 150, size: 'max' }), (happenings) => {
        const world = new World();
        for (const each of happenings) world.happen(each);
        world.settle();

        const { postgres, workflow } = world;
        const reference = sequentially(postgres);
        expect(postgres.state).toEqual(reference.state);
        for (const { n, outcome } of postgres.inputs) {
          expect([n, outcome]).toEqual([n, reference.outcomes.get(n) ?? (postgres.ended ? 'superseded' : 'nothing')]);
        }
        const taken = postgres.steps.flatMap(({ inputs }) => inputs.flatMap(({ n }) => n ?? []));
        expect(taken).toEqual([...taken.keys()]);
        if (postgres.ended) seen.ended += 1;
        expect(workflow.owed).toBe(false);
        const { state = postgres.state, ...stands } = workflow.host.run;
        expect({ state, ...stands }).toEqual(postgres.run);
        const waiting = new Set(kernel.pending(postgres.state).map(({ key }) => key));
        for (const key of [...world.fired, ...world.answered]) expect([key, waiting.has(key)]).toEqual([key, false]);
        seen.ahead += postgres.ahead;
      }),
      { numRuns: 200 },
    );
    expect(seen.ended).toBeGreaterThan(20);
    expect(seen.ahead).toBeGreaterThan(100);
  });
});
