import { once } from 'node:events';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import pg from 'pg';
import type { Environment } from '../../runtime/index.js';

/** An answer that takes longer is none. */
const LIMIT_MS = 4_000;

/** What an address that listens everywhere is reached under from the same machine. */
const reachable = (host: string): string => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host);

/** The API answers at all; whether it is ready is the business of a load balancer. @throws when it does not */
export async function checkApi({ HOST, PORT }: Environment): Promise<void> {
  const host = reachable(HOST || '127.0.0.1');
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${PORT || '8080'}/health/live`;
  const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
  if (!response.ok) throw new Error(`${url} answers ${String(response.status)}`);
}

/** The mail process greets who connects. @throws when it does not */
export async function checkMail({ REGLAMENT_SMTP_HOST, REGLAMENT_SMTP_PORT }: Environment): Promise<void> {
  const host = reachable(REGLAMENT_SMTP_HOST || '127.0.0.1');
  const socket = connect({ host, port: Number(REGLAMENT_SMTP_PORT || '2525') });
  try {
    const [greeting] = (await once(socket, 'data', { signal: AbortSignal.timeout(LIMIT_MS) })) as [Buffer];
    if (!greeting.toString('latin1').startsWith('220')) throw new Error(`greeted with ${greeting.toString('latin1')}`);
    socket.end('QUIT\r\n');
    await once(socket.resume(), 'close', { signal: AbortSignal.timeout(LIMIT_MS) });
  } finally {
    socket.destroy();
  }
}

/** A worker tells every five seconds that it is alive (table `heartbeats`), under the name of its machine. */
const HEARTBEAT = `select exists (select 1 from heartbeats
  where starts_with(process, $1) and part = 'worker' and at > clock_timestamp() - interval '15 seconds') as alive`;

/** A worker of this machine has written its heartbeat. @throws when none has */
export async function checkWorker({ DATABASE_URL }: Environment): Promise<void> {
  const limits = { connectionTimeoutMillis: LIMIT_MS, query_timeout: LIMIT_MS };
  const client = new pg.Client({ connectionString: DATABASE_URL, ...limits });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ alive: boolean }>(HEARTBEAT, [`${hostname()}/`]);
    if (rows[0]?.alive !== true) throw new Error(`no heartbeat of a worker on ${hostname()} within 15 s`);
  } finally {
    await client.end();
  }
}
