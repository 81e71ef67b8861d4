import { Client, type Pool } from 'pg';

/** What commits tell the processes that wait, gathered and sent after the commit (never inside it: commits would queue). */
export interface Notices {
  /** Inputs up to `consumed` of an instance have their outcome, those from `appliedFrom` on were applied; `ended`: all have one. */
  outcome(instance: string, consumed: number, ended: boolean, appliedFrom: number): void;
  /** The relay has something to do. */
  nudge(): void;
  /** Jobs of these types may be had. */
  jobs(types: readonly string[]): void;
  /** Something that pages show has changed: of which kind, and which ones. */
  changed(topic: string, keys: readonly string[]): void;
  /** What a commit set off elsewhere. */
  setOff(setOff: { readonly inputs: readonly string[]; readonly starts: boolean }, jobTypes: readonly string[]): void;
}

export type Channel = 'outcomes' | 'nudges' | 'jobs' | 'changes';

/** One notice about outcomes: instance, last number consumed, 1 when it has ended, first number of the last ones applied. */
export type OutcomeNotice = readonly [instance: string, consumed: number, ended: 0 | 1, appliedFrom: number];

/** One notice about a change: its topic and the keys of what changed. */
export type ChangeNotice = readonly [topic: string, ...keys: string[]];

/** Postgres refuses payloads of 8,000 bytes and more; batches stay well below. */
const BATCH = 60;

const NOTIFY = 'select pg_notify(n.channel, n.payload) from unnest($1::text[], $2::text[]) n(channel, payload)';

/** Sends by NOTIFY on a connection of the pool. A lost notice is covered by polling, so failures are not retried. */
export function createNotices(pool: Pool): Notices {
  const waiting: Record<Channel, unknown[]> = { outcomes: [], nudges: [], jobs: [], changes: [] };
  let scheduled = false;

  /** One statement for everything that was said in one turn of the event loop. */
  const flush = (): void => {
    scheduled = false;
    const channels: Channel[] = [];
    const payloads: string[] = [];
    for (const channel of Object.keys(waiting) as Channel[]) {
      const list = waiting[channel];
      waiting[channel] = [];
      for (let i = 0; i < list.length; i += BATCH) {
        channels.push(channel);
        payloads.push(JSON.stringify(list.slice(i, i + BATCH)));
      }
    }
    pool.query({ name: 'notify', text: NOTIFY, values: [channels, payloads] }).catch(() => undefined);
  };

  const say = (channel: Channel, what: unknown): void => {
    waiting[channel].push(what);
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  };

  const nudge = (): void => {
    if (waiting.nudges.length === 0) say('nudges', 1);
  };
  const jobs = (types: readonly string[]): void => {
    for (const type of types) if (type.length < 100) say('jobs', type);
  };
  return {
    outcome: (instance, consumed, ended, appliedFrom) =>
      say('outcomes', [instance, consumed, ended ? 1 : 0, appliedFrom]),
    nudge,
    jobs,
    changed(topic, keys) {
      if (keys.length === 0) say('changes', [topic]);
      for (const key of keys) if (key.length < 100) say('changes', [topic, key]);
    },
    setOff(setOff, jobTypes) {
      if (setOff.inputs.length > 0 || setOff.starts) nudge();
      jobs(jobTypes);
    },
  };
}

/** LISTEN with reconnection. `heard` gets each notice's payload; `reconnected` is called when some may have been lost. */
export function listen(
  connectionString: string,
  channels: readonly Channel[],
  heard: (channel: Channel, notices: readonly unknown[]) => void,
  reconnected: () => void = () => undefined,
): { stop(): Promise<void> } {
  let stopped = false;
  let client: Client | undefined;
  let wake: (() => void) | undefined;

  const connect = async (): Promise<void> => {
    const connection = new Client({ connectionString, keepAlive: true, application_name: 'reglament-listen' });
    client = connection;
    const gone = new Promise<void>((resolve) => {
      connection.once('end', () => resolve());
      connection.on('error', () => resolve());
    });
    await connection.connect();
    connection.on('notification', ({ channel, payload }) => {
      heard(channel as Channel, JSON.parse(payload ?? '[]') as unknown[]);
    });
    for (const channel of channels) await connection.query(`listen ${channel}`);
    reconnected();
    await gone;
  };

  const running = (async () => {
    while (!stopped) {
      await connect().catch(() => undefined);
      await client?.end().catch(() => undefined);
      if (!stopped) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 200);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  })();

  return {
    async stop() {
      stopped = true;
      wake?.();
      await client?.end().catch(() => undefined);
      await running;
    },
  };
}
