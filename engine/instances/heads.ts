import type { Pool } from 'pg';
import type { InstanceState, Instant, Key } from '../../bpmn/index.js';
import type { Head, OpenInput } from './head.js';
import type { CallerStamp } from './inputs.js';

/** What reading a head finds. `large`: its state is larger than this process steps. */
export type ReadHead =
  | { readonly found: 'active'; readonly head: Head; readonly callersStand: boolean }
  | { readonly found: 'large'; readonly callersStand: boolean }
  | { readonly found: 'ended'; readonly callersStand: boolean }
  | { readonly found: 'nothing' };

/** Heads of instances: remembered ones, and reading them from Postgres. */
export interface Heads {
  /** The remembered head, if there is one. */
  get(instance: string): Head | undefined;
  /** The state as of a step, if it is remembered. */
  state(instance: string, step: number, token: string): InstanceState | undefined;
  /** One with a larger state than this process steps is left to workers. */
  remember(head: Head): void;
  forget(instance: string): void;
  /** Reads a head in one statement without a lock. `callers`: whose rights are about to be relied on. */
  read(instance: string, callers?: readonly CallerStamp[]): Promise<ReadHead>;
}

/** Bytes of states that a process remembers; each counts for its text and what it takes as objects. */
const REMEMBERED_BYTES = 64 * 1024 * 1024;
/** Every head costs so much besides its state. */
const OVERHEAD_BYTES = 2_048;

interface Row {
  readonly state: string | null;
  readonly bytes: number;
  readonly step: number;
  readonly token: string;
  readonly status: string;
  readonly hash: string;
  readonly stepped_at: string;
  readonly next: number;
  readonly heavy: boolean;
  readonly open: readonly OpenInput[] | null;
  readonly book: Readonly<Record<Key, Instant>> | null;
  readonly parent: boolean;
  readonly start_correlation: string | null;
  readonly callers_stand: boolean;
}

/** `stateLimit`: bytes of the largest state that this process steps. */
export function createHeads(pool: Pick<Pool, 'query'>, stateLimit: number, rememberBytes = REMEMBERED_BYTES): Heads {
  const heads = new Map<string, Head>();
  let bytes = 0;
  const sizeOf = (head: Head): number => head.bytes * 3 + OVERHEAD_BYTES;

  const forget = (instance: string): void => {
    const head = heads.get(instance);
    if (head === undefined) return;
    bytes -= sizeOf(head);
    heads.delete(instance);
  };

  return {
    get: (instance) => heads.get(instance),
    state(instance, step, token) {
      const head = heads.get(instance);
      return head?.step === step && head.token === token ? head.state : undefined;
    },
    remember(head) {
      forget(head.instance);
      if (head.bytes > stateLimit) return;
      heads.set(head.instance, head);
      bytes += sizeOf(head);
      for (const oldest of heads.keys()) {
        if (bytes <= rememberBytes) break;
        forget(oldest);
      }
    },
    forget,
    async read(instance, callers) {
      const { rows } = await pool.query<Row>({
        name: 'read-head',
        text: 'select * from read_head($1, $2, $3)',
        values: [instance, stateLimit, callers === undefined ? null : JSON.stringify(callers)],
      });
      const row = rows[0];
      if (row === undefined) return { found: 'nothing' };
      const callersStand = row.callers_stand;
      if (row.status !== 'active') return { found: 'ended', callersStand };
      if (row.state === null) return { found: 'large', callersStand };
      const head: Head = {
        instance,
        hash: row.hash,
        state: JSON.parse(row.state) as InstanceState,
        bytes: row.bytes,
        step: row.step,
        token: row.token,
        at: Number(row.stepped_at),
        next: row.next,
        book: new Map(Object.entries(row.book ?? {}) as [Key, Instant][]),
        open: row.open ?? [],
        heavy: row.heavy,
        parent: row.parent,
        startCorrelation: row.start_correlation,
        fresh: true,
      };
      return { found: 'active', head, callersStand };
    },
  };
}
