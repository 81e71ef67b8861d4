import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, receive, service, start, user } from '../../bpmn/test-support/elements.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

const INTERLEAVINGS = 1_000;
const LANES = 4;

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build(
      {
        elements: [start(), service('before'), receive('reply', 'reply', '=key'), user('after'), end()],
        flows: ['start -> before -> reply -> after -> end'],
      },
      'asking',
    ),
  );
});
afterAll(() => rig.close());

/** Publishes with an hour to live; answers the message's key. */
async function publish(key: string): Promise<string> {
  const { answer } = await rig.one<{ answer: { key: string } }>(
    `select publish_message('reply', $1, null, '{}', now(), 3600000) as answer`,
    key,
  );
  return answer.key;
}

/** Steps all that is open for an instance. */
const commit = (instance: bigint) => rig.step(instance);

/** An instance whose next commit opens its subscription. */
async function aboutToSubscribe(key: string): Promise<bigint> {
  const instance = await rig.start('asking', { key });
  const { wait } = await rig.one<{ wait: string }>('select wait from jobs where instance = $1', instance);
  await rig.deliver(instance, 'job.completed', { key: wait, variables: {} });
  return instance;
}

/** An instance whose next commit closes its subscription. */
async function aboutToLeave(key: string): Promise<bigint> {
  const instance = await aboutToSubscribe(key);
  await commit(instance);
  await rig.deliver(instance, 'cancel');
  return instance;
}

/** A little of nothing, so that the two begin in another order each time. */
async function dither(turns: number): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** What happens at the same instant in one interleaving; answers the messages that were published. */
type Scene = (key: string, chance: () => number) => Promise<string[]>;

const scenes: readonly Scene[] = [
  async function subscribing(key, chance) {
    const instance = await aboutToSubscribe(key);
    const [message] = await Promise.all([
      dither(chance()).then(() => publish(key)),
      dither(chance()).then(() => commit(instance)),
    ]);
    return [message];
  },
  async function subscribingToTwo(key, chance) {
    const instance = await aboutToSubscribe(key);
    const [first, second] = await Promise.all([
      dither(chance()).then(() => publish(key)),
      dither(chance()).then(() => publish(key)),
      dither(chance()).then(() => commit(instance)),
    ]);
    return [first, second];
  },
  async function leaving(key, chance) {
    const leaver = await aboutToLeave(key);
    const [message] = await Promise.all([
      dither(chance()).then(() => publish(key)),
      dither(chance()).then(() => commit(leaver)),
    ]);
    return [message];
  },
  async function handingOver(key, chance) {
    const [leaver, heir] = [await aboutToLeave(key), await aboutToSubscribe(key)];
    const [message] = await Promise.all([
      dither(chance()).then(() => publish(key)),
      dither(chance()).then(() => commit(leaver)),
      dither(chance()).then(() => commit(heir)),
    ]);
    return [message];
  },
];

interface Delivery {
  readonly message: string;
  readonly correlated: number;
  readonly taken: number;
  readonly open: number;
}

describe('a message published at the instant in which a subscription opens or closes', () => {
  it(`is delivered exactly once or stays in the buffer, in ${INTERLEAVINGS} interleavings`, async () => {
    const messages: string[] = [];
    const play = async (lane: number): Promise<void> => {
      let seed = lane + 1;
      const chance = (): number => (seed = (seed * 48_271) % 2_147_483_647) % 24;
      for (let i = lane; i < INTERLEAVINGS; i += LANES) {
        messages.push(...(await scenes[i % scenes.length]!(`race ${i}`, chance)));
      }
    };
    await Promise.all(Array.from({ length: LANES }, (_, lane) => play(lane)));
    await rig.idle();

    const deliveries = await rig.all<Delivery>(
      `select m.key as message,
         (select count(*)::int from message_correlations c where c.message_key = m.key) as correlated,
         (select count(*)::int from inputs i where i.message_key = m.key and i.outcome = 'applied') as taken,
         (select count(*)::int from message_subscriptions s where s.name = m.name and s.correlation_key = m.correlation_key and s.state = 'open') as open
       from messages m`,
    );
    expect(deliveries).toHaveLength(messages.length);
    const wrong = deliveries.filter(({ correlated, taken, open }) => {
      const delivered = correlated === 1 && taken === 1;
      const buffered = correlated === 0 && taken === 0 && open === 0;
      return !delivered && !buffered;
    });
    expect(wrong).toEqual([]);
    const delivered = deliveries.filter(({ taken }) => taken === 1).length;
    expect(delivered).toBeGreaterThan(INTERLEAVINGS / 2);
    expect(deliveries.length - delivered).toBeGreaterThan(INTERLEAVINGS / 4);
    expect((await rig.store.verify()).faults).toEqual([]);
    expect(
      await rig.all(
        `select key from message_subscriptions s join process_instances p on p.number = s.instance where p.status <> 'active' and s.state <> 'closed'`,
      ),
    ).toEqual([]);
  }, 120_000);
});
