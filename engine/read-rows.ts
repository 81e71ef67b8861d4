import type { CustomTypesConfig, Pool } from 'pg';
import pg from 'pg';

/** A statement that only reads, as `Prisma.sql` makes it. */
export interface ReadStatement {
  /** With `$1`, `$2`, … */
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Reads rows: 64-bit integers as bigint, instants as Date, JSON parsed. */
export type ReadRows = <Row>(statement: ReadStatement) => Promise<Row[]>;

const INT8 = 20;

const types: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary' ? BigInt : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
};

/** Texts that were sent once are remembered up to so many; then all are forgotten. */
const SENT_ONCE = 1_000;

/**
 * Names for statements that come again, so that a connection plans them once; the texts of searches with long lists do not.
 *
 * @param atMost more names are not given: Postgres keeps each for as long as the connection lives
 */
export function createStatementNames(atMost = 200): (text: string) => string | undefined {
  const names = new Map<string, string>();
  const once = new Set<string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= atMost) return known;
    if (!once.delete(text)) {
      if (once.size >= SENT_ONCE) once.clear();
      once.add(text);
      return undefined;
    }
    const name = `read-${String(names.size)}`;
    names.set(text, name);
    return name;
  };
}

/** Statements of `nameOf` must be named by nothing else on this pool. */
export const createReadRows =
  (pool: Pick<Pool, 'query'>, nameOf: (text: string) => string | undefined): ReadRows =>
  async <Row>({ text, values }: ReadStatement) => {
    const name = nameOf(text);
    const { rows } = await pool.query({ text, values: [...values], types, ...(name === undefined ? {} : { name }) });
    return rows as Row[];
  };
