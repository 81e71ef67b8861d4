import { deepStrictEqual } from 'node:assert';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { build } from '../../embedded/build/build.js';
import { migrate } from '../../embedded/migrate.js';
import { createEmptyDatabase, type TestDatabase } from '../environment/database.js';
import { testTemporalAddress } from '../environment/temporal.js';
import { offerTestServers } from '../environment/test-servers.js';
import { readExpected } from './expected.js';
import { loadDump } from './load.js';
import { readState } from './state.js';

export const root = join(import.meta.dirname, '../..');

type Say = (text: string) => void;

/** What `npm run verify -- --json` tells. */
export interface Verification {
  readonly instances: number;
  readonly steps: number;
  readonly unreplayedSteps: number;
  readonly inputs: number;
  readonly openInputs: number;
  readonly faults: readonly unknown[];
  readonly failedStarts: readonly unknown[];
  readonly stoppedTimerStarts: readonly unknown[];
  readonly stranded: readonly unknown[];
  readonly leftOver: readonly unknown[];
}

/** Runs work with an empty database of the embedded PostgreSQL, and a Temporal server. */
export async function withEmptyDatabase(
  work: (database: TestDatabase, temporal: string) => Promise<void>,
): Promise<void> {
  const servers = await offerTestServers(root);
  process.env['TEST_SERVERS_URL'] = servers.url;
  try {
    await work(await createEmptyDatabase(), await testTemporalAddress());
  } finally {
    await servers.end();
  }
}

/** Runs `npm run verify`; that workflows are not there makes it end with 1. */
export async function verify(databaseUrl: string, temporal: string, ...options: string[]): Promise<Verification> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporal };
  const args = ['run', '--silent', 'verify', '--', '--json', ...options];
  const output = await promisify(execFile)('npm', args, { cwd: root, env, maxBuffer: 64 * 1024 * 1024 }).catch(
    (error: { readonly stdout?: string }) => {
      if (error.stdout?.startsWith('{')) return { stdout: error.stdout };
      throw error;
    },
  );
  return JSON.parse(output.stdout) as Verification;
}

/** @throws when the checker has found anything but inputs that are open and workflows that are not there */
export function assertSound({ faults, failedStarts, stoppedTimerStarts }: Verification): void {
  deepStrictEqual(
    { faults, failedStarts, stoppedTimerStarts },
    { faults: [], failedStarts: [], stoppedTimerStarts: [] },
  );
}

/** Loads the dump into an empty embedded PostgreSQL and looks whether it is whole: as recorded, and without a fault. */
export async function checkDump(say: Say): Promise<void> {
  const expected = readExpected();
  await build(root);
  await withEmptyDatabase(async ({ url }, temporal) => {
    const since = performance.now();
    await loadDump(url);
    const took = (performance.now() - since).toFixed(0);
    const db = new pg.Client({ connectionString: url });
    await db.connect();
    const { rows } = await db.query<{ v: string }>(`select current_setting('server_version') as v`);
    say(`loaded into PostgreSQL ${rows[0]!.v} in ${took} ms`);
    const notes = new Map(expected.instances.map((instance) => [instance.key, instance]));
    const { recordedAt: _now, ...state } = await readState(db, notes);
    await db.end();
    const { recordedAt: _then, access: _access, ...recorded } = expected;
    deepStrictEqual(JSON.parse(JSON.stringify(state)), recorded);
    deepStrictEqual(await migrate(url, join(root, 'prisma/migrations')), []);
    const verification = await verify(url, temporal);
    assertSound(verification);
    const { instances, steps, inputs, openInputs, stranded } = verification;
    say(
      `verify: ${instances} instances, ${steps} steps, ${inputs} inputs (${openInputs} still open), 0 faults, ` +
        `${stranded.length} without their workflow`,
    );
  });
}
