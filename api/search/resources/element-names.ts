import type { PrismaClient } from '../../../prisma/generated/client.js';
import { Prisma } from '../../../prisma/generated/client.js';
import { sql } from '../columns.js';

/** Names of the elements of a definition by element id; elements without one are left out. */
export type ElementNames = Readonly<Record<string, string>>;

/** Looks up the names that elements have in their diagrams. Definitions never change, so they are read once. */
export type FindElementNames = (definitionKeys: readonly bigint[]) => Promise<ReadonlyMap<bigint, ElementNames>>;

const REMEMBER_AT_MOST = 500;

/** With a cache of its own. */
export const createElementNames = (prisma: PrismaClient): FindElementNames => {
  const known = new Map<bigint, ElementNames>();
  return async (definitionKeys) => {
    const wanted = [...new Set(definitionKeys)];
    const unknown = wanted.filter((key) => !known.has(key));
    const found = new Map(wanted.flatMap((key): [bigint, ElementNames][] => [[key, known.get(key) ?? {}]]));
    if (unknown.length === 0) return found;
    const rows = await prisma.$queryRaw<{ readonly key: bigint; readonly names: ElementNames | null }[]>(
      sql`select d.key, (select json_object_agg(e.key, e.value->>'name') from json_each(c.document->'elements') e
                         where e.value->>'name' is not null) as names
          from process_definitions d join compiled_definitions c on c.hash = d.hash where d.key in (${Prisma.join(unknown)})`,
    );
    for (const { key, names } of rows) {
      for (const oldest of known.keys()) if (known.size >= REMEMBER_AT_MOST) known.delete(oldest);
      known.set(key, names ?? {});
      found.set(key, names ?? {});
    }
    return found;
  };
};
