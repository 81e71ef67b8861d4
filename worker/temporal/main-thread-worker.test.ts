import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { build } from '../../embedded/build/build.js';
import { createPayloadCodec } from './codec/payload-codec.js';
import { MainThreadWorker } from './main-thread-worker.js';

const root = join(import.meta.dirname, '../..');
const histories = join(root, 'test/histories');
const nothing = () => Promise.reject(new Error('nothing recorded is that large'));
const codec = createPayloadCodec({
  putLarge: nothing,
  getLarge: nothing,
});

const replay = (text: string): Promise<void> =>
  MainThreadWorker.runReplayHistory(
    {
      workflowBundle: { codePath: join(root, 'dist/workflow-bundle.js') },
      dataConverter: { payloadCodecs: [codec] },
    },
    historyFromJSON(JSON.parse(text)),
  );

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    shutdownSignals: [],
  });
  await build(root, ['workflow-bundle']);
}, 60_000);

describe('the worker in one thread', () => {
  const recorded = (name: string): string => readFileSync(join(histories, name), 'utf8');

  it('runs workflows as the threads of the SDK do', async () => {
    await expect(replay(recorded('timer.json'))).resolves.toBeUndefined();
  });

  it('still tells when a workflow does something else than its history says', async () => {
    const other = recorded('activity.json').replace(/("activityType":\s*\{\s*"name":\s*)"[^"]*"/, '$1"other"');
    await expect(replay(other)).rejects.toThrow(DeterminismViolationError);
  });

  it('does not look at the promises of this process', async () => {
    await replay(recorded('timer.json'));
    expect(Promise.resolve()).not.toHaveProperty('runId');
  });
});
