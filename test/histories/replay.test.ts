import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { build } from '../../embedded/build/build.js';
import { createPayloadCodec } from '../../worker/temporal/codec/payload-codec.js';
import { families } from './families.js';

const folder = import.meta.dirname;
const root = join(folder, '../..');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

const nothing = () => Promise.reject(new Error('nothing recorded is that large'));
const codec = createPayloadCodec({ putLarge: nothing, getLarge: nothing });

interface RecordedEvent {
  readonly eventType: string;
  [attributes: string]: unknown;
}

const recorded = (file: string) =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as { readonly events: readonly RecordedEvent[] };

/** Replays a history on the workflows as they are now. @throws when they do anything else than it says */
const replay = (history: { readonly events: readonly RecordedEvent[] }) =>
  Worker.runReplayHistory(
    {
      workflowBundle: { codePath: join(root, 'dist/workflow-bundle.js') },
      dataConverter: { payloadCodecs: [codec] },
    },
    historyFromJSON(history),
  );

/** A history with one kind of event changed. */
function changed(file: string, type: string, change: (event: RecordedEvent) => RecordedEvent) {
  const { events } = recorded(file);
  const at = events.findIndex(({ eventType }) => eventType === type);
  if (at < 0) throw new Error(`${file} has no ${type}`);
  return { events: events.map((event, i) => (i === at ? change(structuredClone(event)) : event)) };
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    // That changed histories are refused is no news.
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    shutdownSignals: [],
  });
  await build(root, ['workflow-bundle']);
}, 60_000);

describe('recorded histories', () => {
  it('there are of every family', () => {
    const names = new Set(files.map((file) => file.replace(/(\.\d+)?\.json$/, '')));
    expect([...names].sort()).toEqual(families.map(({ name }) => name).sort());
  });

  it.each(files)('%s is replayed by the workflows as they are now', async (file) => {
    await replay(recorded(file));
  });
});

describe('a history that says something else than the workflow does', () => {
  const fails = (history: { readonly events: readonly RecordedEvent[] }) =>
    expect(replay(history)).rejects.toThrow(DeterminismViolationError);

  it('is refused: another activity', () =>
    fails(
      changed('activity.json', 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED', (event) => ({
        ...event,
        activityTaskScheduledEventAttributes: {
          ...(event['activityTaskScheduledEventAttributes'] as object),
          activityType: { name: 'other' },
        },
      })),
    ));

  it('is refused: a timer where something was stepped', () =>
    fails(
      changed('timer.json', 'EVENT_TYPE_MARKER_RECORDED', (event) => ({
        eventId: event['eventId'],
        eventTime: event['eventTime'],
        eventType: 'EVENT_TYPE_TIMER_STARTED',
        timerStartedEventAttributes: { timerId: '1', startToFireTimeout: '1s', workflowTaskCompletedEventId: '5' },
      })),
    ));

  it('is refused: a step that was answered otherwise', () =>
    fails(
      changed('timer.json', 'EVENT_TYPE_MARKER_RECORDED', (event) => {
        const marker = event['markerRecordedEventAttributes'] as {
          details: { result: { payloads: { data: string }[] } };
        };
        marker.details.result.payloads[0]!.data = base64({ ended: true });
        return event;
      }),
    ));
});
