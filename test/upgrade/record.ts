import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { ApplicationFailure } from '@temporalio/common';
import pg from 'pg';
import { startMailServer } from '../e2e/tickets/mail-server.js';
import { startProductProcess, type ProductProcess } from '../e2e/product-process.js';
import { checkDump } from './check.js';
import { startDebianPostgres, type DebianPostgres } from './debian-postgres.js';
import { driveDump } from './drive.js';
import { copyInstances, MOST_TEMPLATES } from './copies.js';
import { writeDump } from './dump.js';
import { COMMIT, DUMP, EXPECTED, type Ending, type Expected } from './expected.js';
import { loadDump } from './load.js';
import { idle, models, ROBOTS, secondVersion, SHY, startingAt } from './models.js';
import { lastCommands, later, lots, OVERDUE_MS, type Lot, type When } from './plan/index.js';
import { readState } from './state.js';
import { lastTickets, makeTickets, makeUnfinished } from './tickets.js';
import { World, type Note } from './world.js';

/**
 * Makes the dump of commit 3f357fd that later versions are tried on: `npx tsx test/upgrade/record.ts`. It has to run in a
 * checkout of that commit (only `test` may differ), because what it starts is the product of this folder.
 * See README.md for the other ways to call it.
 */
const root = join(import.meta.dirname, '../..');
const DATABASE = 'reglament';
const ENGINEER_PASSWORD = 'engineer-of-a-throw-away-database';

const say = (text: string): void => void process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);

/** @throws when what would be recorded is not the product of that commit */
function assertCommit(): void {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const product = ['.', ':!test', ':!.prettierignore'];
  const changed = git('diff', '--name-only', COMMIT, '--', ...product);
  const untracked = git('ls-files', '--others', '--exclude-standard', '--', ...product);
  if (changed || untracked) {
    throw new Error(`This is not ${COMMIT}: ${[changed, untracked].join(' ').trim().replaceAll('\n', ', ')} differs.`);
  }
}

/** Runs work with a connection to a database. */
async function connected<Result>(url: string, work: (db: pg.Client) => Promise<Result>): Promise<Result> {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

/** Runs work with the product on a PostgreSQL of the system's packages; everything is stopped and removed after it. */
async function withProduct<Result>(
  environment: Readonly<Record<string, string>>,
  work: (product: ProductProcess, postgres: DebianPostgres, url: string) => Promise<Result>,
): Promise<Result> {
  const postgres = await startDebianPostgres();
  try {
    const url = postgres.url(DATABASE);
    say(`PostgreSQL ${postgres.version} runs, starting the product`);
    const product = await startProductProcess({ DATABASE_URL: url, ...environment });
    try {
      return await work(product, postgres, url);
    } finally {
      await product.stop();
    }
  } finally {
    await postgres.discard();
  }
}

/** Temporal workers of somebody else, which are gone when the dump is taken. */
async function startRobots(address: string): Promise<() => Promise<void>> {
  const connection = await NativeConnection.connect({ address });
  const workers = await Promise.all([
    Worker.create({
      connection,
      taskQueue: ROBOTS,
      activities: { greet: () => Promise.resolve({ greeting: 'hello' }) },
    }),
    Worker.create({
      connection,
      taskQueue: SHY,
      activities: { dare: () => Promise.reject(ApplicationFailure.retryable('too shy')) },
    }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  return async () => {
    for (const worker of workers) worker.shutdown();
    await running;
    await connection.close();
  };
}

/** Makes the instances of one phase, one after the other. */
async function play(world: World, when: When): Promise<void> {
  for (const lot of lots.filter((one) => one.when === when)) {
    for (let i = 0; i < lot.count; i += 1) await playOne(world, lot, i);
  }
  say(`${when}: ${lots.filter((lot) => lot.when === when).reduce((sum, { count }) => sum + count, 0)} started`);
}

async function playOne(world: World, lot: Lot, i: number): Promise<void> {
  const id = `${lot.name}-${i}`;
  const variables = lot.variables?.(id, i) ?? {};
  const key = lot.begin
    ? await lot.begin(world, id, variables)
    : await world.start(lot.process, id, variables, [lot.name]);
  world.keys.set(id, key);
  if (lot.when !== 'cut off') await world.settle();
  await lot.arrange?.(world, key, id, i);
  if (lot.when !== 'cut off') await world.settle();
  const finish = typeof lot.finish === 'function' ? lot.finish(id, i) : lot.finish;
  const { what, ends = 'completed', leaves } = lot;
  world.notes.set(key, { id, what, finish, ends, ...(leaves && { leaves }) });
}

/** Sends the last commands and writes down what they change. */
async function command(world: World): Promise<void> {
  for (const { on, what, send, finish, ends } of lastCommands) {
    const key = on === undefined ? '' : world.key(on);
    await send(world, key);
    const noted = world.notes.get(key);
    if (noted === undefined) continue;
    const { leaves, ...rest } = noted;
    world.notes.set(key, {
      ...rest,
      ...(leaves && ends !== 'terminated' && { leaves }),
      what: `${noted.what}; then ${what}`,
      ...(finish && { finish }),
      ...(ends && { ends }),
    });
  }
  say(`${lastCommands.length} last commands were accepted`);
}

/** Notes on the children: as their process goes on, unless their ancestor's lot or last command says otherwise. */
async function noteChildren(world: World): Promise<void> {
  const rows = await world.rows<{ key: string; root: string; process: string }>(
    `select ((number << 23) | 1)::text as key, ((root_number << 23) | 1)::text as root, process_id as process
     from process_instances where parent_number is not null and status = 'active' order by number`,
  );
  for (const { key, root: ancestor, process } of rows) {
    const noted = world.notes.get(ancestor);
    const last = lastCommands.find(({ on }) => on === noted?.id)?.children;
    const lot = lots.find(({ name }) => noted?.id?.replace(/-\d+$/, '') === name);
    const finish = last?.finish ?? lot?.childrenFinish ?? later[process] ?? [];
    const ends: Ending = last?.ends ?? 'completed';
    const note: Note = { what: `child of ${noted?.id ?? ancestor}`, finish, ends };
    world.notes.set(key, note);
  }
}

/** People, keys and a drawing, so that these tables are not empty. */
async function furnish(world: World, password: string): Promise<Expected['access']> {
  const engineer = {
    username: 'engineer',
    displayName: 'Инженер',
    roles: ['engineer', 'head'],
    password: ENGINEER_PASSWORD,
  };
  await world.must('POST', '/api/users', engineer);
  const key = await world.must('POST', '/api/keys', { name: 'upgrade', roles: ['admin'] });
  const client = await world.must('POST', '/api/keys', { kind: 'client', name: 'upgrade client', roles: ['admin'] });
  const clientId = client['clientId'] as string;
  const secret = client['secret'] as string;
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
  const token = await fetch(world.address('/oauth/token'), { method: 'POST', body: form });
  if (!token.ok) throw new Error(`no token: ${await token.text()}`);
  await world.must('POST', '/api/session', { username: 'engineer', password: ENGINEER_PASSWORD });
  const { xml } = models.find(({ name }) => name === 'task.bpmn')!;
  await world.must('POST', '/api/drafts', { name: 'Черновик', processId: 'task', xml });
  return {
    admin: password,
    engineer: ENGINEER_PASSWORD,
    key: key['secret'] as string,
    client: { id: clientId, secret },
  };
}

/** Stops the worker between two transactions: whatever it holds would block what comes. */
async function freezeWorker(world: World, product: ProductProcess): Promise<() => void> {
  for (let tries = 0; tries < 20; tries += 1) {
    await world.settle();
    const goOn = product.freeze('worker');
    if (goOn === undefined) throw new Error('the worker does not run');
    await delay(300);
    const busy = await world.rows(
      `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
    );
    if (busy.length === 0) return goOn;
    goOn();
    await delay(200);
  }
  throw new Error('the worker could not be stopped between two transactions');
}

async function record(): Promise<void> {
  assertCommit();
  const server = await startMailServer();
  try {
    await withProduct({ SMTP_URL: server.url }, async (product, postgres, url) => {
      await connected(url, async (db) => {
        const world = new World({ url: product.url, password: product.password, smtpPort: product.smtpPort, db });
        const access = await furnish(world, product.password);
        await world.deploy(...models);
        const stopRobots = await startRobots(product.addresses().temporalAddress);
        await play(world, 'ended');
        await play(world, 'early');
        await world.deploy(secondVersion);
        await stopRobots();
        await play(world, 'resting');
        await makeTickets(world, server);
        say('tickets are there');

        await world.deploy(startingAt(new Date(Date.now() + OVERDUE_MS)));
        await play(world, 'late');
        const overdue = new Date(Date.now() + OVERDUE_MS);
        const goOn = await freezeWorker(world, product);
        try {
          say('the worker is stopped');
          await play(world, 'cut off');
          await command(world);
          await lastTickets(world);
          await noteChildren(world);
          await delay(Math.max(0, overdue.getTime() - Date.now()));
          const expected = await connected(url, (blocking) => take(world, blocking, postgres, url, access));
          writeFileSync(EXPECTED, printed(expected));
          say(`${DUMP}: ${(statSync(DUMP).size / 1_024).toFixed(0)} kB`);
          console.log(JSON.stringify(expected.counts, null, 2));
        } finally {
          goOn();
        }
      });
    });
  } finally {
    await server.close();
  }
}

/** Takes the dump and reads what is in it, both as of one instant. */
async function take(
  world: World,
  db: pg.Client,
  postgres: DebianPostgres,
  url: string,
  access: Expected['access'],
): Promise<Expected> {
  await db.query('begin');
  await makeUnfinished(world, db);
  return connected(url, async (reader) => {
    await reader.query('begin transaction isolation level repeatable read, read only');
    const { rows } = await reader.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot');
    await writeDump({ pgDump: postgres.pgDump, url, file: DUMP, snapshot: rows[0]!.snapshot });
    return { ...(await readState(reader, world.notes)), access };
  });
}

/** JSON with one line for each thing of a list. */
function printed(expected: Expected): string {
  const lines = Object.entries(expected).map(([name, value]: [string, unknown]) => {
    if (!Array.isArray(value) || value.length === 0) return `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    const items = value.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
    return `${JSON.stringify(name)}: [\n${items}\n  ]`;
  });
  return `{\n  ${lines.join(',\n  ')}\n}\n`;
}

/** How many starts are under way at the same time. */
const LANES = 8;

/**
 * For measuring: many instances that wait for a timer of thirty days, as if their workflows had been started. A few are
 * started over the API, while the worker stands still; the others are copies of them.
 */
async function recordMany(count: number, file: string): Promise<void> {
  assertCommit();
  await withProduct({}, async (product, postgres, url) => {
    await connected(url, async (db) => {
      const world = new World({ url: product.url, password: product.password, smtpPort: product.smtpPort, db });
      await world.deploy(idle);
      const goOn = await freezeWorker(world, product);
      try {
        const templates = Math.min(count, MOST_TEMPLATES);
        let left = templates;
        const lane = async (): Promise<void> => {
          while (left > 0) {
            left -= 1;
            const variables = { id: `far-${left}`, note: 'ждёт тридцать дней' };
            await world.must('POST', '/v2/process-instances', { processDefinitionId: 'far-timer', variables });
          }
        };
        await Promise.all(Array.from({ length: LANES }, lane));
        await db.query('update process_instances set workflow_started = true');
        await db.query('update inboxes set unsent = false, sent_at = clock_timestamp()');
        await copyInstances(db, count - templates);
        say(`${templates} instances were started, ${count - templates} copied`);
        mkdirSync(dirname(file), { recursive: true });
        await writeDump({ pgDump: postgres.pgDump, url, file });
        say(`${file}: ${(statSync(file).size / 1_048_576).toFixed(1)} MB`);
      } finally {
        goOn();
      }
    });
  });
}

const valueOf = (option: string): string | undefined => {
  const at = process.argv.indexOf(option);
  return at < 0 ? undefined : process.argv[at + 1];
};

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const many = valueOf('--instances');
const file = valueOf('--load');
if (many !== undefined) {
  const count = Number(many);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--instances ${many} is no number of instances`);
  await recordMany(count, valueOf('--out') ?? join(root, `.data/upgrade/${COMMIT}-${count}.sql.gz`));
} else if (file !== undefined) {
  const url = process.env['DATABASE_URL'];
  if (url === undefined) throw new Error('DATABASE_URL names the empty database that it is loaded into');
  await loadDump(url, { file });
} else if (process.argv.includes('--drive')) {
  await driveDump(say);
} else {
  if (!process.argv.includes('--check')) await record();
  await checkDump(say);
}
process.exit(0);
