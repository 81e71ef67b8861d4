import type { Pool } from 'pg';
import { packConflicts } from '../../regulations/model/pack-conflicts.js';
import type { Pack } from '../../regulations/model/pack.js';
import type { CalendarStore } from '../calendars/calendars.js';
import {
  checksum,
  inTransaction,
  type ProductClock,
  type CompiledFile,
  type Deployed,
  type Reader,
} from '../../engine/index.js';
import { PackError, type PackFolder } from './read-folder.js';

/** A pack in one of its versions. Versions never change. */
export interface PackVersion {
  readonly version: number;
  readonly pack: Pack;
  /** The process of its tickets as it was deployed with it; null in versions of before that was kept: the newest counts. */
  readonly definition: bigint | null;
}

/** A desk of a pack in force. */
export interface DeskOf extends PackVersion {
  readonly desk: Pack['desks'][number];
}

/** The regulation packs. */
export interface PackStore {
  /**
   * Puts calendars and processes in force and makes a new version, unless the newest one has the same content.
   * @throws PackError when it cannot stand beside the other packs in force
   */
  install(folder: PackFolder): Promise<'installed' | 'unchanged'>;
  /** The newest version of each pack, by code. */
  current(): Promise<readonly PackVersion[]>;
  /** A version that a ticket keeps. @throws when there is none */
  version(code: string, version: number, reader?: Reader): Promise<PackVersion>;
  /** A desk of a pack in force. */
  desk(code: string, reader?: Reader): Promise<DeskOf | undefined>;
}

/** One installation at a time. */
const LOCK = `select pg_advisory_xact_lock(hashtextextended('packs', 0))`;

export function createPacks(deps: {
  readonly pool: Pool;
  readonly clock: ProductClock;
  readonly calendars: CalendarStore;
  readonly deploy: (files: readonly CompiledFile[], by: string | undefined) => Promise<Deployed>;
}): PackStore {
  const { pool } = deps;
  const known = new Map<string, PackVersion>();

  const version = async (code: string, number: number, reader: Reader = pool): Promise<PackVersion> => {
    const key = `${code}/${number}`;
    const found = known.get(key);
    if (found) return found;
    const { rows } = await reader.query<{ document: Pack; definition_key: string | null }>({
      name: 'pack-version',
      text: 'select document, definition_key from packs where code = $1 and version = $2',
      values: [code, number],
    });
    const row = rows[0];
    if (!row) throw new Error(`There is no pack ${code} in version ${number}`);
    const definition = row.definition_key === null ? null : BigInt(row.definition_key);
    const loaded = { version: number, pack: row.document, definition };
    known.set(key, loaded);
    return loaded;
  };

  const newest = async (reader: Reader): Promise<readonly { code: string; version: number }[]> => {
    const { rows } = await reader.query<{ code: string; version: number }>({
      name: 'packs-newest',
      text: 'select code, max(version) as version from packs group by code order by code',
    });
    return rows;
  };

  const current = async (reader: Reader = pool): Promise<readonly PackVersion[]> => {
    const versions: PackVersion[] = [];
    for (const row of await newest(reader)) versions.push(await version(row.code, row.version, reader));
    return versions;
  };

  /** Hash of everything that makes the pack what it is. */
  const hashOf = ({ pack, diagrams }: PackFolder): string =>
    checksum(Buffer.from(JSON.stringify([pack, diagrams.map(({ file }) => [file.name, checksum(file.content)])])));

  /** @throws PackError */
  const check = async ({ pack, diagrams }: PackFolder, reader: Reader): Promise<void> => {
    const inForce = (await current(reader)).map((found) => found.pack);
    const faults = packConflicts(
      pack,
      diagrams.flatMap(({ processes }) => processes.map(({ processId }) => processId)),
      inForce.filter(({ code }) => code !== pack.code),
      inForce.find(({ code }) => code === pack.code),
    );
    if (faults.length > 0) throw new PackError(pack.code, faults);
  };

  return {
    current: () => current(),
    version,
    async desk(code, reader) {
      for (const found of await current(reader)) {
        const desk = found.pack.desks.find((candidate) => candidate.code === code);
        if (desk) return { ...found, desk };
      }
      return undefined;
    },
    async install(folder) {
      const { pack, diagrams } = folder;
      const hash = hashOf(folder);
      const latest = `select version, hash from packs where code = $1 order by version desc limit 1`;
      const { rows } = await pool.query<{ hash: string }>(latest, [pack.code]);
      if (rows[0]?.hash === hash) return 'unchanged';
      const at = await deps.clock.now();
      await inTransaction(pool, async (client) => {
        await client.query(LOCK);
        await check(folder, client);
        for (const { fromRegulation: _, ...calendar } of pack.calendars) await deps.calendars.put(client, calendar, at);
      });
      const { processes } = await deps.deploy(diagrams, undefined);
      const definition = processes.find(({ processId }) => processId === pack.process)!.key;
      return inTransaction(pool, async (client) => {
        await client.query(LOCK);
        await check(folder, client);
        const { rows: now } = await client.query<{ version: number; hash: string }>(latest, [pack.code]);
        if (now[0]?.hash === hash) return 'unchanged';
        await client.query(
          'insert into packs (code, version, hash, document, installed_at, definition_key) values ($1, $2, $3, $4, $5, $6)',
          [pack.code, (now[0]?.version ?? 0) + 1, hash, JSON.stringify(pack), at, definition],
        );
        return 'installed';
      });
    },
  };
}
