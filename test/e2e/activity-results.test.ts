import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Payload } from '@temporalio/common';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { build as buildDefinition } from '../../bpmn/test-support/build.js';
import { end, ownActivity, start } from '../../bpmn/test-support/elements.js';
import { build } from '../../embedded/build/build.js';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';
import { until } from '../../engine/test-support/until.js';
import { testTemporalAddress } from '../environment/temporal.js';
import { EngineProcess } from './engine-process.js';

const root = join(import.meta.dirname, '../..');

let rig: TestStore;
let native: NativeConnection;
let robot: Worker;
let robots: Promise<void>;
let engine: EngineProcess;

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
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  rig = await openTestStore();
  const temporalAddress = await testTemporalAddress();
  await build(root, ['workflow-bundle']);
  native = await NativeConnection.connect({ address: temporalAddress });
  let turns = 0;
  robot = await Worker.create({
    connection: native,
    taskQueue: 'queue',
    activities: { account: () => Promise.resolve({ number: (turns += 1) === 1 ? '9007199254740993n' : 'A1' }) },
    dataConverter: {
      payloadCodecs: [
        {
          encode: (payloads) => Promise.resolve(payloads.map(written)),
          decode: (payloads) => Promise.resolve(payloads),
        },
      ],
    },
  });
  robots = robot.run();
  await rig.deploy(
    buildDefinition(
      { elements: [start(), ownActivity('account'), end()], flows: ['start -> account -> end'] },
      'asking',
    ),
  );
  engine = await EngineProcess.start({
    databaseUrl: rig.url,
    temporalAddress,
    taskQueue: `results-${randomBytes(6).toString('hex')}`,
    bundle: join(root, 'dist/workflow-bundle.js'),
  });
}, 120_000);

afterAll(async () => {
  await engine?.kill();
  robot?.shutdown();
  await robots;
  await native?.close();
  await rig?.close();
}, 60_000);

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
});
