import type pg from 'pg';

/** What has its own account in the database it is restored into. */
const OF_THE_DATABASE = ['_prisma_migrations', 'sql_functions'];

export interface Table {
  readonly name: string;
  /** Those that are stored, in their order. */
  readonly columns: readonly string[];
}

/** A reference between tables, as Postgres writes it. */
interface Reference {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

const selectTables = `select c.relname as name, json_agg(a.attname order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and not c.relname = any ($1)
  group by c.relname order by c.relname`;

const selectSequences = `select sequencename as name, last_value::text as value from pg_sequences
  where schemaname = current_schema() and last_value is not null order by 1`;

const selectReferences = `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace order by 1, 2`;

/** The tables of the product's data. */
export async function readTables(client: pg.Client): Promise<readonly Table[]> {
  return (await client.query<Table>(selectTables, [OF_THE_DATABASE])).rows;
}

/** Where sequences stand, as text: they count beyond what a JavaScript number keeps. */
export async function readSequences(client: pg.Client): Promise<Readonly<Record<string, string>>> {
  const { rows } = await client.query<{ name: string; value: string }>(selectSequences);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** Sets sequences to where they stood. */
export async function setSequences(client: pg.Client, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values))
    await client.query('select setval(quote_ident($1)::regclass, $2::bigint)', [name, value]);
}

/** Name and columns of a table as COPY takes them. */
export const copyTarget = (client: pg.Client, { name, columns }: Table): string =>
  `${client.escapeIdentifier(name)} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')})`;

/**
 * Fills empty tables in any order: references between them are taken off before and checked as they are put on again after.
 * To be called in a transaction.
 */
export async function withoutReferences(client: pg.Client, fill: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<Reference>(selectReferences);
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`);
  await fill();
  for (const { table, name, definition } of rows)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
}
