import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { engineSuite } from '../test-support/engine-suite.js';
import type { TestStore } from '../test-support/test-store.js';

const suite = engineSuite({ verify: 'never' });
let rig: TestStore;
beforeAll(() => {
  ({ rig } = suite());
});

/** The statement of a function with values in the place of its arguments. */
function statementOf(name: string, values: Readonly<Record<string, string>>): string {
  const [, body] = readFileSync(`engine/sql/${name}.sql`, 'utf8').split('$$');
  return Object.entries(values).reduce((text, [argument, value]) => text.replaceAll(argument, value), body!);
}

describe('looking for what workers have to do', () => {
  it.each([
    ['lease_inboxes', { p_limit: '10', p_lease_ms: '1000' }, 'inboxes_unsent', 'lease_until'],
    ['lease_tells', { p_limit: '10' }, 'process_instances_tell_at', 'tell_at'],
  ])('%s reads by an index what is due, and nothing else', async (name, values, index, column) => {
    const client = await rig.pool.connect();
    try {
      await client.query('begin; set local enable_seqscan = off; set local enable_bitmapscan = off');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${statementOf(name, values)}`);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain(`using ${index}`);
      expect(plan).toMatch(new RegExp(`Index Cond: \\(${column} <`));
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
