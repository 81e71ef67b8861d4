import { PrismaPg } from '@prisma/adapter-pg';
import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { PrismaClient } from '../prisma/generated/client.js';
import { watchConnections, type Connections } from './connections.js';
import { createReadRows, createStatementNames, type ReadRows } from './read-rows.js';

/** Connections to Postgres: the engine's pool, and one for Prisma and searches. */
export interface Database {
  readonly url: string;
  readonly pool: Pool;
  readonly prisma: PrismaClient;
  readonly readRows: ReadRows;
  readonly connections: Pick<Connections, 'onSilence' | 'silent'>;
  close(): Promise<void>;
}

/** What a server ends by itself, in ms: a transaction that says nothing more, a wait for a lock. */
const IDLE_IN_TRANSACTION_MS = 60_000;
const LOCK_MS = 10_000;
const STATEMENT_SECONDS = 60;

export interface DatabaseOptions {
  /** Connections of the engine's pool. */
  readonly maxConnections?: number | undefined;
  /** Longest statement, in seconds, and with it all other limits of the server; 0: none (checks that read everything). */
  readonly statementSeconds?: number | undefined;
}

/** Opens both pools; connects on first use. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { maxConnections = 20, statementSeconds = STATEMENT_SECONDS } = options;
  const connections = watchConnections(url);
  const limits = {
    statement_timeout: statementSeconds * 1_000,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  };
  const limited = statementSeconds === 0 ? {} : limits;
  const pool = connections.pool({ max: maxConnections, ...limited });
  const reading = connections.pool({ max: 10, ...limited });
  const prisma = new PrismaClient({ adapter: new PrismaPg(reading) });
  return {
    ...{ url, pool, prisma, connections },
    readRows: createReadRows(reading, createStatementNames()),
    async close() {
      await prisma.$disconnect();
      await reading.end();
      await pool.end();
      connections.close();
    },
  };
}

/** The SQLSTATE of an error that the database has answered with; undefined of any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

/**
 * Is the outcome of a statement unknown? A broken connection tells nothing about it, nor does a server that goes down
 * (class 57P, 08); every other error of the database is a known rollback.
 */
export function isUnknown(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === undefined ? isConnectionError(error) : state.startsWith('57P') || state.startsWith('08');
}

/** Serialization failure, deadlock (PostgreSQL, appendix A): the transaction was rolled back and may be tried again. */
const TRANSIENT = ['40001', '40P01'];

/** May the same be tried again as it is? */
export const isTransient = (error: unknown): boolean => TRANSIENT.includes(sqlStateOf(error) ?? '');

/** Unique violation (PostgreSQL, appendix A). */
const UNIQUE_VIOLATION = '23505';

/** Does a row of the same key stand in the way? `constraint`: name of the unique index. */
export const isDuplicate = (error: unknown, constraint: string): boolean =>
  error instanceof DatabaseError && error.code === UNIQUE_VIOLATION && error.constraint === constraint;

/** How often what has an unknown outcome or could not be serialized is tried again. */
export const TRIES = 30;
const RETRY_PAUSE_MS = 50;

/** Waits before the next try. */
export const retryPause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));

/** Data exceptions, violated constraints, limits of the server (an index row too large), errors raised by our SQL. */
const ABOUT_CONTENT = ['22', '23', '54', 'P0'];

/** Has the database refused what was to be stored? Not so a full disk, a read-only server, a missing function. */
export function isUnstorable(error: unknown): boolean {
  return ABOUT_CONTENT.some((errorClass) => sqlStateOf(error)?.startsWith(errorClass));
}

/** Errors of the driver and of sockets, not of our own code. */
function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && (syscall !== undefined || code.startsWith('E'))) return true;
  return /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout)/.test(
    error.message,
  );
}

/** Runs `work` in one transaction (READ COMMITTED). */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    // Over a connection that is lost, or whose server says nothing, nothing more is sent.
    if (isUnknown(error)) broken = error as Error;
    else
      broken = await client.query('rollback').then(
        () => undefined,
        (failure: Error) => failure,
      );
    throw error;
  } finally {
    client.release(broken);
  }
}
