import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { DUMP } from './expected.js';

/** Stands in a line of its own behind every statement of a dump, and nowhere else. */
export const SEPARATOR = '\n--;\n';

/** The statements of a dump, one after the other, however large it is. */
async function* statementsOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file).pipe(createGunzip()).setEncoding('utf8')) {
    const parts = (rest + (chunk as string)).split(SEPARATOR);
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest.trim() !== '') throw new Error(`${file} ends in the middle of a statement`);
}

/**
 * Loads a dump into an empty database, in one transaction.
 *
 * @param url connection address
 * @param at the product's clock stands at this instant then (test mode: REGLAMENT_TEST_CLOCK=1); absent: it runs
 */
export async function loadDump(url: string, { file = DUMP, at }: { file?: string; at?: Date } = {}): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    for await (const statement of statementsOf(file)) await client.query(statement);
    if (at) await client.query('update public.clock set pinned_at = $1', [at]);
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
}
