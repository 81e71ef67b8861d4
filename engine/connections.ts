import { Client, Pool, type PoolClient, type PoolConfig } from 'pg';
import { createSilence, type Probe, type Silence } from './silence.js';

/** How long making a connection may take, in ms. */
export const CONNECT_MS = 3_000;
const TICK_MS = 500;
const nothing = (): void => undefined;

/** Breaks a connection at once, without a word to the server: who waits on it is told, as of any lost connection. */
export const cutOff = (client: object): void =>
  (client as { readonly connection: { readonly stream: { destroy(): void } } }).connection.stream.destroy();

/** The database says nothing: not asked at all. Looks like the socket error that it stands for. */
const away = (): Error => Object.assign(new Error('The database does not answer'), { code: 'ETIMEDOUT' });

type Connected = (error: Error | undefined, client: PoolClient | undefined, done: (release?: unknown) => void) => void;

/** A pool that refuses at once while the database is silent, and whose connections can all be cut. */
class WatchedPool extends Pool {
  readonly #silent: () => boolean;
  readonly #open = new Set<PoolClient>();

  constructor(config: PoolConfig, silent: () => boolean) {
    super({ connectionTimeoutMillis: CONNECT_MS, keepAlive: true, ...config });
    this.#silent = silent;
    // An idle connection that breaks is replaced by the pool; its error has no caller to go to.
    this.on('error', nothing);
    this.on('connect', (client) => {
      this.#open.add(client);
      // One that is lent may break between two statements.
      client.on('error', nothing);
      client.once('end', () => this.#open.delete(client));
    });
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<PoolClient> | void {
    if (!this.#silent()) return callback === undefined ? super.connect() : super.connect(callback);
    if (callback === undefined) return Promise.reject(away());
    process.nextTick(callback, away(), undefined, nothing);
  }

  /** Somebody waits for it. */
  get busy(): boolean {
    return this.waitingCount > 0 || this.totalCount > this.idleCount;
  }

  cut(): void {
    for (const client of this.#open) cutOff(client);
  }
}

/** A connection that is only asked whether the database is there; made anew when it was lost. */
function createProbes(connectionString: string): { ask(): Probe; close(): void } {
  let kept: Client | undefined;
  const drop = (client: Client): void => {
    if (kept === client) kept = undefined;
    cutOff(client);
  };
  const connect = (): { readonly client: Client; readonly connected: Promise<void> } => {
    const client = new Client({ connectionString, application_name: 'reglament-probe' });
    client.on('error', nothing);
    client.once('end', () => {
      if (kept === client) kept = undefined;
    });
    kept = client;
    return { client, connected: client.connect().then(nothing) };
  };
  return {
    ask() {
      const { client, connected } = kept === undefined ? connect() : { client: kept, connected: Promise.resolve() };
      const answered = connected.then(() => client.query('select 1')).then(nothing);
      answered.catch(() => drop(client));
      return { answered, abandon: () => drop(client) };
    },
    close() {
      if (kept !== undefined) drop(kept);
    },
  };
}

/** The connections of a process to its database, watched together. */
export interface Connections {
  pool(config: PoolConfig): Pool;
  /** Called when the database has fallen silent. */
  onSilence(cut: () => void): void;
  readonly silent: boolean;
  close(): void;
}

/**
 * Watches over the connections to one database: when it says nothing for about three seconds while somebody waits, what
 * waits fails like on a lost connection, and nothing more is sent; one question a second goes on until it answers.
 */
export function watchConnections(url: string): Connections {
  const pools: WatchedPool[] = [];
  const cuts: (() => void)[] = [];
  const probes = createProbes(url);
  const silence: Silence = createSilence({
    busy: () => pools.some(({ busy }) => busy),
    probe: probes.ask,
    cut() {
      for (const pool of pools) pool.cut();
      for (const cut of cuts) cut();
    },
  });
  const timer = setInterval(() => silence.tick(), TICK_MS);
  timer.unref();
  return {
    pool(config) {
      const pool = new WatchedPool({ connectionString: url, ...config }, () => silence.fell);
      pools.push(pool);
      return pool;
    },
    onSilence: (cut) => void cuts.push(cut),
    get silent() {
      return silence.fell;
    },
    close() {
      clearInterval(timer);
      probes.close();
    },
  };
}
