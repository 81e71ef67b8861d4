import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { startApiProcess, type ApiProcess } from '../../api/test-support/api-process.js';
import { diagram } from '../../api/test-support/diagram.js';
import { openStore, readPackFolder, type Store } from '../../desk/index.js';
import { startListener, type Listener } from '../../mail/listener/smtp-listener.js';
import { startLoop } from '../../worker/loop.js';
import { startOwnPostgres, type OwnPostgres } from '../environment/own-postgres.js';

/** PostgreSQL is stopped (SIGSTOP): its connections stay open, and nothing answers. */

jest.setTimeout(60_000);

const KEY = 'preset-key-for-tests';
const authorization = `Bearer ${KEY}`;

let postgres: OwnPostgres;
let api: ApiProcess;
let store: Store;
let listener: Listener;
beforeAll(async () => {
  postgres = await startOwnPostgres();
  api = await startApiProcess({ DATABASE_URL: postgres.url, REGLAMENT_API_KEY: KEY });
  store = openStore({ databaseUrl: postgres.url, worker: true });
  await store.packs.install(await readPackFolder('regulations/packs/profman', 'regulations/calendars'));
  listener = await startListener({
    ...{ store, logger: pino({ level: 'silent' }), host: '127.0.0.1', port: 0, maxBytes: 100_000 },
    arrived: () => undefined,
  });
});
afterAll(async () => {
  await listener.close();
  await api.kill();
  await store.close();
  await postgres.end();
});

const url = (path: string): string => `http://127.0.0.1:${api.port}${path}`;
const post = (path: string, body: object): Promise<Response> =>
  fetch(url(path), {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const start = () => post('/v2/process-instances', { processDefinitionId: 'pass' });
const ready = () => fetch(url('/health/ready'));

/** Answers of an SMTP server to a few commands. */
const dialogue = async (commands: readonly string[]): Promise<readonly string[]> => {
  const socket = connect(listener.port, '127.0.0.1');
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answers: string[] = [(await lines.next()).value as string];
  for (const command of commands) {
    socket.write(`${command}\r\n`);
    answers.push((await lines.next()).value as string);
  }
  socket.destroy();
  await once(socket, 'close');
  return answers;
};

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
};

describe('while the database is stopped', () => {
  it('requests get 503, SMTP 451, workers go on trying, and everything comes back by itself', async () => {
    const form = new FormData();
    form.append('resources', new Blob([diagram('pass')]), 'pass.bpmn');
    expect(
      (await fetch(url('/v2/deployments'), { method: 'POST', headers: { authorization }, body: form })).status,
    ).toBe(200);
    expect((await start()).status).toBe(200);
    let rounds = 0;
    let failures = 0;
    const loop = startLoop({
      round: async () => {
        try {
          await store.ping();
        } catch (error) {
          failures += 1;
          throw error;
        }
        rounds += 1;
        return 0;
      },
      ...{ what: 'asking', restMs: 20, logger: pino({ level: 'silent' }) },
    });
    await until(() => Promise.resolve(rounds > 0));

    postgres.freeze();
    // Those that are under way when it happens are answered while it lasts, and so are all that come later.
    const asked = [
      start(),
      start(),
      post('/v2/user-tasks/search', {}),
      fetch(url('/v2/topology'), { headers: { authorization } }),
    ];
    const refused = [...(await Promise.all(asked)), await start(), await ready()];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 503));
    for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await fetch(url('/health/live'))).status).toBe(200);
    const answers = await dialogue(['HELO a', 'MAIL FROM:<a@example.org>', 'RCPT TO:<lanskov@profman.ru>']);
    expect(answers.at(-1)).toMatch(/^451 /);
    await until(() => Promise.resolve(failures > 1));

    postgres.thaw();
    await until(async () => (await ready()).status === 200);
    expect((await start()).status).toBe(200);
    const before = rounds;
    await until(() => Promise.resolve(rounds > before));
    await until(
      async () =>
        (await dialogue(['HELO a', 'MAIL FROM:<a@example.org>', 'RCPT TO:<lanskov@profman.ru>']))
          .at(-1)
          ?.startsWith('250') ?? false,
    );
    await loop.stop();
    // What was under way was stored once or not at all.
    const { rows } = await store.pool.query<{ count: string }>('select count(*) from process_instances');
    expect(Number(rows[0]?.count)).toBeLessThanOrEqual(5);
    expect((await store.verify()).faults).toEqual([]);
    expect(api.events()).not.toContain('stray-error');
  });
});
