import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { call, end, receive, service, start } from '../../bpmn/test-support/elements.js';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';
import { publishNow } from './publish.js';

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build(
      {
        elements: [start(), receive('first', 'reply', '=key'), call('more', 'asking more'), end()],
        flows: ['start -> first -> more -> end'],
      },
      'asking',
    ),
    build(
      {
        elements: [start(), receive('second', 'reply', '=key'), service('last'), end()],
        flows: ['start -> second -> last -> end'],
      },
      'asking more',
    ),
  );
});
afterAll(() => rig.close());

/** Publishes an answer that looks on for a minute; answers how many instances it was given to. */
const answer = async (key: string, text: string): Promise<number> => {
  const client = await rig.pool.connect();
  try {
    const message = { name: 'reply', correlationKey: key, variables: { text }, at: new Date(), lookOnMs: 60_000 };
    return (await publishNow(client, message)).length;
  } finally {
    client.release();
  }
};
/** Elements that wait for an answer, or have one on its way. */
const waiting = async (key: string): Promise<string[]> =>
  (
    await rig.all<{ element_id: string; state: string }>(
      'select element_id, state from message_subscriptions where correlation_key = $1 order by key',
      key,
    )
  ).map(({ element_id, state }) => `${element_id} ${state}`);

describe('an answer that looks on', () => {
  it('is not given to a called process that asks later, once it was taken; the next answer is', async () => {
    await rig.start('asking', { key: 'one' });
    await rig.idle();
    expect(await answer('one', 'old')).toBe(1);
    await rig.idle();
    expect(await waiting('one')).toEqual(['first closed', 'second open']);
    expect(await answer('one', 'new')).toBe(1);
    await rig.idle();
    expect(await rig.all(`select element_id from jobs where state = 'open'`)).toEqual([{ element_id: 'last' }]);
    expect((await rig.store.verify()).faults).toEqual([]);
  });
});
