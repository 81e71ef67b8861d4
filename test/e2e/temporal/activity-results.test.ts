import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Payload } from '@temporalio/common';
import { build } from '../../../bpmn/test-support/build.js';
import { end, start } from '../../../bpmn/test-support/elements.js';
import { until } from '../../../engine/test-support/until.js';
import { testTemporalAddress } from '../../environment/temporal.js';
import { installRuntime, openTemporalRig, type TemporalRig } from './rig.js';

let rig: TemporalRig;

/** As a worker in a language whose numbers have more digits writes its results. */
const written = (payload: Payload): Payload => ({
  ...payload,
  data: Buffer.from(
    Buffer.from(payload.data ?? [])
      .toString()
      .replaceAll(/"(\d+)n"/g, '$1'),
  ),
});

beforeAll(async () => {
  installRuntime();
  rig = await openTemporalRig(await testTemporalAddress());
  let turns = 0;
  const account = () => Promise.resolve({ number: (turns += 1) === 1 ? '9007199254740993n' : 'A1' });
  const codec = {
    encode: (payloads: Payload[]) => Promise.resolve(payloads.map(written)),
    decode: (payloads: Payload[]) => Promise.resolve(payloads),
  };
  await Promise.all([rig.startWorker(), rig.startRobots({ account }, codec)]);
  await rig.deploy(
    build({ elements: [start(), rig.robot('account'), end()], flows: ['start -> account -> end'] }, 'asking'),
  );
}, 120_000);

afterAll(() => rig.close(), 60_000);

it('a result with a number that is not kept is an incident, and the activity can be run again', async () => {
  const instance = await rig.start('asking');
  const incidents = () =>
    rig.all<{ key: string; message: string }>(
      `select key::text, message from incidents where instance = $1 and state = 'active'`,
      instance,
    );
  await until(async () => (await incidents()).length > 0, 60_000, 'an incident');
  const [incident] = await incidents();
  expect(incident?.message).toBe(
    'account answered #/number: The number 9007199254740993 cannot be kept exactly, it would become 9007199254740992; send it as a text',
  );
  await rig.store.engine.resolveIncident(BigInt(incident!.key));
  const stored = () => rig.all<{ value: string }>(`select value from variables where name = 'number'`);
  await until(async () => (await stored()).length > 0, 60_000, 'the second result');
  expect(await stored()).toEqual([{ value: '"A1"' }]);
}, 120_000);
