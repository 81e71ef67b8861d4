import type { Client } from 'pg';

/** As many different instances are copied at most. */
export const MOST_TEMPLATES = 500;

/** Local part of a key, in the copy. */
const copied = (column: string): string => `(c.number << 23) | (t.${column} & 8388607)`;

/** What differs between a row and its copy, by table and column; what a table is found by comes first. */
const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  process_instances: {
    number: 'c.number',
    root_number: 'c.number',
    workflow_id: `t.process_id || '/' || gen_random_uuid()`,
  },
  inboxes: { instance: 'c.number' },
  inputs: { instance: 'c.number' },
  steps: { instance: 'c.number' },
  element_instances: { instance: 'c.number', key: copied('key') },
  variables: { instance: 'c.number', key: `nextval('entity_numbers') << 23` },
  timers: { instance: 'c.number', key: copied('key'), element_instance_key: copied('element_instance_key') },
};

/** Copies the instances of a database, by turns, until there are so many more. They wait for nothing but timers. */
export async function copyInstances(db: Client, count: number): Promise<void> {
  if (count === 0) return;
  await db.query(
    `create temporary table copies as
       select nextval('entity_numbers') as number, sources.numbers[1 + n % cardinality(sources.numbers)] as source
       from generate_series(0, $1::int - 1) n, (select array_agg(number order by number) as numbers from process_instances) sources`,
    [count],
  );
  await db.query('analyze copies');
  for (const [table, changes] of Object.entries(tables)) {
    const { rows } = await db.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
      [table],
    );
    const names = rows.map(({ name }) => name);
    const values = names.map((name) => changes[name] ?? `t.${name}`);
    const found = Object.keys(changes)[0]!;
    await db.query(
      `insert into ${table} (${names.join(', ')}) select ${values.join(', ')}
       from copies c join ${table} t on t.${found} = c.source order by c.number`,
    );
  }
  await db.query('drop table copies');
}
