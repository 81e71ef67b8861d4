import { randomUUID } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { CONNECT_MS, cutOff } from '../connections.js';

/** What commits tell the processes that wait, gathered and sent after the commit (never inside it: commits would queue). */
export interface Notices {
  /** An instance was stepped; `ended`: for the last time. */
  stepped(instance: string, ended: boolean): void;
  /** Workers have something to do. */
  nudge(): void;
  /** Jobs of these types may be had. */
  jobs(types: readonly string[]): void;
  /** Something that pages show has changed: of which kind, and which ones. */
  changed(topic: string, keys: readonly string[]): void;
}

export type Channel = 'steps' | 'nudges' | 'jobs' | 'changes';

/** One notice about a step: the instance, and 1 when it has ended. */
export type StepNotice = readonly [instance: string, ended: 0 | 1];

/** One notice about a change: its topic and the keys of what changed. */
export type ChangeNotice = readonly [topic: string, ...keys: string[]];

/** Postgres refuses payloads of 8,000 bytes and more; batches stay well below. */
const BATCH = 60;

const NOTIFY = 'select pg_notify(n.channel, n.payload) from unnest($1::text[], $2::text[]) n(channel, payload)';

/** Notices are gathered for so long: one statement tells of many commits. */
const GATHER_MS = 5;

/** What this process is told at once, without a notice. */
export interface Here {
  jobs(types: readonly string[]): void;
  nudged(): void;
  stepped(steps: readonly StepNotice[]): void;
}

/**
 * Tells this process at once and others by NOTIFY on a connection of the pool, after the commit: inside it commits would
 * queue up. A lost notice is covered by polling, so failures are not retried. Processes do not hear what they have sent.
 */
export function createNotices(pool: Pool, here: Here): Notices & { readonly sender: string } {
  const sender = randomUUID();
  const waiting: Record<Channel, Map<string, unknown>> = {
    steps: new Map(),
    nudges: new Map(),
    jobs: new Map(),
    changes: new Map(),
  };
  let scheduled = false;

  const flush = (): void => {
    scheduled = false;
    if (waiting.steps.size > 0) here.stepped([...waiting.steps.values()] as StepNotice[]);
    const channels: Channel[] = [];
    const payloads: string[] = [];
    for (const channel of Object.keys(waiting) as Channel[]) {
      const list = [...waiting[channel].values()];
      waiting[channel].clear();
      // Pages follow changes, wherever they were made.
      const from = channel === 'changes' ? [] : [sender];
      for (let i = 0; i < list.length; i += BATCH) {
        channels.push(channel);
        payloads.push(JSON.stringify([...from, ...list.slice(i, i + BATCH)]));
      }
    }
    pool.query({ name: 'notify', text: NOTIFY, values: [channels, payloads] }).catch(() => undefined);
  };

  const say = (channel: Channel, key: string, what: unknown): void => {
    waiting[channel].set(key, what);
    if (scheduled) return;
    scheduled = true;
    setTimeout(flush, GATHER_MS);
  };

  return {
    sender,
    stepped: (instance, ended) => say('steps', instance, [instance, ended ? 1 : 0]),
    nudge() {
      here.nudged();
      say('nudges', '', 1);
    },
    jobs(types) {
      here.jobs(types);
      for (const type of types) if (type.length < 100) say('jobs', type, type);
    },
    changed(topic, keys) {
      if (keys.length === 0) say('changes', topic, [topic]);
      for (const key of keys) if (key.length < 100) say('changes', `${topic} ${key}`, [topic, key]);
    },
  };
}

/** LISTEN with reconnection. `heard` gets the notices of other processes than `sender`; `reconnected` is called when some may have been lost. */
export function listen(
  connectionString: string,
  channels: readonly Channel[],
  sender: string,
  heard: (channel: Channel, notices: readonly unknown[]) => void,
  reconnected: () => void = () => undefined,
): { cut(): void; stop(): Promise<void> } {
  let stopped = false;
  let client: Client | undefined;
  let wake: (() => void) | undefined;

  const connect = async (): Promise<void> => {
    const connection = new Client({
      connectionString,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
      application_name: 'reglament-listen',
    });
    client = connection;
    const gone = new Promise<void>((resolve) => {
      connection.once('end', () => resolve());
      connection.on('error', () => resolve());
    });
    await connection.connect();
    connection.on('notification', ({ channel, payload }) => {
      const notices = JSON.parse(payload ?? '[]') as unknown[];
      if (channel === 'changes') heard(channel, notices);
      else if (notices[0] !== sender) heard(channel as Channel, notices.slice(1));
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
    cut() {
      if (client !== undefined) cutOff(client);
    },
    async stop() {
      stopped = true;
      wake?.();
      await client?.end().catch(() => undefined);
      await running;
    },
  };
}
