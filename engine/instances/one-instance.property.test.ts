import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { InputFact, Key } from '../../bpmn/index.js';
import { build } from '../../bpmn/test-support/build.js';
import { end, messageBoundary, parallel, service, start, user } from '../../bpmn/test-support/elements.js';
import type { Store } from '../../desk/index.js';
import { entityKey, processInstanceKey, sameJson, type Answer } from '../index.js';
import { command, startInMemory, type SteppedInstance } from '../test-support/fake-head.js';
import { openLosingProxy, type LosingProxy } from '../test-support/losing-proxy.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

/** More by environment, as in a nightly run: `ENGINE_RANDOM_RUNS=500 ENGINE_RANDOM_SEED=1`. A failure names its seed. */
const numRuns = Number(process.env['ENGINE_RANDOM_RUNS'] ?? 25);
const seed = Number(process.env['ENGINE_RANDOM_SEED'] ?? Date.now() % 2 ** 31);

const definition = build(
  {
    elements: [
      ...[
        start(),
        parallel('fork'),
        service('work', { multi: { items: '=[1, 2, 3]' } }),
        user('act'),
        user('check'),
        end(),
      ],
      ...[service('late'), messageBoundary('note', 'act', 'note', '="k"', false), service('noted')],
    ],
    flows: ['start -> fork', 'fork -> work -> late -> end', 'fork -> act -> check -> end', 'note -> noted -> end'],
  },
  'anything',
);

/** What is asked for; `pick` chooses among the jobs or tasks that there have been. */
interface Asked {
  readonly what: 'set' | 'job' | 'fail' | 'task' | 'resolve' | 'cancel';
  readonly pick: number;
}
/** What happens to it on its way, and what another process asks for meanwhile. */
interface Happening {
  readonly asked: Asked;
  readonly by: 0 | 1;
  readonly mishap: 'none' | 'lose reply' | 'lose request' | 'before' | 'dies before' | 'dies after';
  readonly meanwhile: Asked;
  /** Something is put into the inbox first. */
  readonly inbox: boolean;
}

const asked = (): fc.Arbitrary<Asked> =>
  fc.record({
    what: fc.oneof(
      { weight: 60, arbitrary: fc.constant('job' as const) },
      { weight: 40, arbitrary: fc.constantFrom('set' as const, 'task' as const) },
      { weight: 20, arbitrary: fc.constantFrom('fail' as const, 'resolve' as const) },
      { weight: 3, arbitrary: fc.constant('cancel' as const) },
    ),
    pick: fc.nat(7),
  });
const happening: fc.Arbitrary<Happening> = fc.record({
  asked: asked(),
  by: fc.constantFrom(0 as const, 1 as const),
  mishap: fc.oneof(
    {
      weight: 50,
      arbitrary: fc.constantFrom('none' as const, 'lose reply' as const, 'lose request' as const, 'before' as const),
    },
    { weight: 3, arbitrary: fc.constantFrom('dies before' as const, 'dies after' as const) },
  ),
  meanwhile: asked(),
  inbox: fc.boolean(),
});

let rig: TestStore;
const proxies: LosingProxy[] = [];
const stores: Store[] = [];

async function losingStore(): Promise<{ readonly proxy: LosingProxy; readonly store: Store }> {
  const proxy = await openLosingProxy(rig.url);
  const store = rig.another({ url: proxy.url });
  await store.clock.refresh();
  return { proxy, store };
}
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(definition);
  for (let i = 0; i < 2; i++) {
    const { proxy, store } = await losingStore();
    proxies.push(proxy);
    stores.push(store);
  }
});
afterAll(async () => {
  await rig.close();
  await Promise.all(proxies.map((proxy) => proxy.close()));
});

/** One instance in the database, and the same one as it should be. */
class Twins {
  readonly #number: bigint;
  readonly #model: SteppedInstance;
  readonly #seen = new Map<Key, 'job' | 'task'>();
  readonly #incidents = new Set<Key>();
  #names = 0;
  /** Inputs that the model has applied, without the start. */
  applied = 0;

  constructor(number: bigint) {
    this.#number = number;
    this.#model = startInMemory(definition, 0);
    this.#look();
  }

  #look(): void {
    for (const { waits, incident } of Object.values(this.#model.head.state.instances)) {
      for (const [key, { kind }] of Object.entries(waits ?? {}))
        if (kind === 'job' || kind === 'task') this.#seen.set(key as Key, kind);
      if (incident !== undefined) this.#incidents.add(incident.key);
    }
  }

  /** The fact of what is asked for; undefined when there is nothing of its kind. */
  fact({ what, pick }: Asked): InputFact | undefined {
    const one = (keys: readonly Key[]): Key | undefined => (keys.length === 0 ? undefined : keys[pick % keys.length]);
    const of = (kind: 'job' | 'task') => one([...this.#seen].filter(([, seen]) => seen === kind).map(([key]) => key));
    const key = what === 'task' ? of('task') : what === 'resolve' ? one([...this.#incidents]) : of('job');
    if (what === 'set')
      return { type: 'variables.set', scope: 'e1', local: true, variables: { [`v${++this.#names}`]: 1 } };
    if (what === 'cancel') return { type: 'cancel' };
    if (key === undefined) return undefined;
    if (what === 'task') return { type: 'task.completed', key, variables: {} };
    if (what === 'resolve') return { type: 'incident.resolved', key };
    if (what === 'job') return { type: 'job.completed', key, variables: {} };
    return { type: 'job.failed', key, retries: 0, message: 'no', backOffMs: 0, variables: {} };
  }

  give(store: Store, fact: InputFact): Promise<Answer> {
    const { engine } = store;
    const keyOf = (key: Key): bigint => entityKey(this.#number, Number(key.slice(1)));
    switch (fact.type) {
      case 'variables.set':
        return engine.setVariables(processInstanceKey(this.#number), fact.variables, true);
      case 'task.completed':
        return engine.completeTask(keyOf(fact.key), {});
      case 'job.completed':
        return engine.completeJob(keyOf(fact.key), {});
      case 'job.failed':
        return engine.failJob(keyOf(fact.key), { retries: 0, message: 'no', backOffMs: 0, variables: {} });
      case 'incident.resolved':
        return engine.resolveIncident(keyOf(fact.key));
      default:
        return engine.cancel(processInstanceKey(this.#number));
    }
  }

  /** What should become of it. */
  expected(fact: InputFact): 'applied' | 'refused' {
    if (this.#model.head.state.status !== 'active') return 'refused';
    const { results } = this.#model.take(0, { commands: [command(fact, 0)] });
    this.#look();
    if (results[0]?.result !== 'applied') return 'refused';
    this.applied += 1;
    return 'applied';
  }

  async putIntoInbox(): Promise<void> {
    const { type, ...content } = this.fact({ what: 'set', pick: 0 })!;
    const number = await rig.deliver(this.#number, type, content);
    const fact = { type, ...content } as InputFact;
    expect(number === undefined ? 'refused' : 'applied').toBe(this.expected(fact));
  }

  /** Steps that are stored. */
  async step(): Promise<number> {
    return (await rig.one<{ step: number }>('select step from process_instances where number = $1', this.#number)).step;
  }

  async compare(): Promise<void> {
    await rig.idle();
    const { state } = await rig.one<{ state: object }>(
      'select state from process_instances where number = $1',
      this.#number,
    );
    if (!sameJson(state, this.#model.head.state)) expect(state).toEqual(this.#model.head.state);
    const inputs = await rig.all<{ outcome: string }>(
      'select outcome from inputs where instance = $1 and number > 0',
      this.#number,
    );
    expect(inputs.map(({ outcome }) => outcome)).toEqual(Array(this.applied).fill('applied'));
    await rig.store.engine.cancel(processInstanceKey(this.#number));
  }
}

/** How many answers of each kind were compared. */
const compared = { applied: 0, refused: 0 };

/** An answer in one word: a command that went through the inbox is `lost` where it would have been refused. */
const word = ({ answer }: Answer): string => (answer === 'lost' ? 'refused' : answer);

/** Does what happens to both, and compares the answers. */
async function happen(twins: Twins, { asked: first, by, mishap, meanwhile, inbox }: Happening): Promise<void> {
  if (inbox) await twins.putIntoInbox();
  const fact = twins.fact(first);
  if (fact === undefined) return;
  if (mishap === 'dies before' || mishap === 'dies after') return die(twins, fact, mishap);
  const [store, proxy, other] = [stores[by]!, proxies[by]!, stores[1 - by]!];
  let between: { readonly fact: InputFact; answer?: Answer } | undefined;
  const before = await twins.step();
  let othersFirst = mishap === 'before';
  const work = async (): Promise<void> => {
    // A remembered head that was behind: the answer that is lost is that nothing was stored.
    othersFirst ||= (await twins.step()) === before;
    const second = twins.fact(meanwhile);
    if (second !== undefined) between = { fact: second, answer: await twins.give(other, second) };
  };
  let happened = false;
  const planned =
    mishap === 'none'
      ? undefined
      : mishap === 'before'
        ? proxy.before('commit-steps', work)
        : mishap === 'lose reply'
          ? proxy.loseReply('commit-steps', work)
          : proxy.loseRequest('commit-steps');
  void planned?.then(() => (happened = true));
  const answer = await twins.give(store, fact);
  if (!happened) proxy.forget();
  const order = othersFirst ? [between?.fact, fact] : [fact, between?.fact];
  const answers = othersFirst ? [between?.answer, answer] : [answer, between?.answer];
  for (const [i, each] of order.entries())
    if (each !== undefined) {
      const expected = twins.expected(each);
      expect([each.type, word(answers[i]!)]).toEqual([each.type, expected]);
      compared[expected] += 1;
    }
}

/** A process dies between a commit and its answer, or before the commit: the caller never knows. */
async function die(twins: Twins, fact: InputFact, when: 'dies before' | 'dies after'): Promise<void> {
  const { proxy, store } = await losingStore();
  let reached = false;
  const gone = (): Promise<void> => {
    reached = true;
    void proxy.close();
    return Promise.resolve();
  };
  void (when === 'dies before' ? proxy.before('commit-steps', gone) : proxy.loseReply('commit-steps', gone));
  const answer = await twins.give(store, fact).catch(() => undefined);
  await proxy.close();
  if (reached && when === 'dies before') return;
  const expected = twins.expected(fact);
  if (answer !== undefined) expect(word(answer)).toBe(expected);
}

describe('one instance, asked by several processes on a way that loses what is said', () => {
  it(
    `becomes what it becomes when all is asked one after the other (seed ${seed})`,
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 16 }), async (happenings) => {
          const twins = new Twins(await rig.start('anything'));
          for (const each of happenings) await happen(twins, each);
          await twins.compare();
        }),
        { numRuns, seed, endOnFailure: true },
      );
      expect((await rig.store.verify()).faults).toEqual([]);
      expect(compared.applied).toBeGreaterThan(0);
      expect(compared.refused).toBeGreaterThan(0);
    },
    60_000 + numRuns * 5_000,
  );
});
