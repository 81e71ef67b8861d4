import type { Pool, PoolClient } from 'pg';
import { workingCalendar, type Calendar, type WorkingCalendar } from '../../regulations/calendar/calendar.js';
import type { Calendars } from '../../regulations/calendar/due.js';
import { sameJson, type Reader } from '../../engine/index.js';

/** A calendar as this process has read it; revision 0: there is none of that code. */
export interface ReadCalendar {
  readonly revision: number;
  readonly calendar: WorkingCalendar | undefined;
}

/** Working calendars in force. */
export interface CalendarStore {
  /** The named calendars, ready for computing; those that do not exist are missing in the answer. */
  inForce(codes: Iterable<string>): Promise<Calendars>;
  /** The same as a transaction sees them: nothing of it is remembered. */
  within(reader: Reader, codes: readonly string[]): Promise<Calendars>;
  /** A calendar as it was read last; undefined when it has not been read yet. */
  read(code: string): ReadCalendar | undefined;
  /** Reads calendars anew. */
  refresh(codes: readonly string[]): Promise<void>;
  /** Codes of the calendars that were read. */
  known(): readonly string[];
  /** Puts a calendar in force, inside the caller's transaction. One that is already there as given stays untouched. */
  put(client: PoolClient, calendar: Calendar, at: Date): Promise<void>;
}

interface Row {
  readonly code: string;
  readonly revision: number;
  readonly document: Calendar;
}

async function load(reader: Reader, codes: readonly string[]): Promise<readonly Row[]> {
  if (codes.length === 0) return [];
  const { rows } = await reader.query<Row>({
    name: 'calendars-load',
    text: 'select code, revision, document from work_calendars where code = any ($1)',
    values: [codes],
  });
  return rows;
}

/** Reads calendars from Postgres; what was prepared from them is remembered until the calendar changes. */
export function createCalendars(pool: Pool): CalendarStore {
  const ready = new Map<string, ReadCalendar>();

  const refresh: CalendarStore['refresh'] = async (codes) => {
    if (codes.length === 0) return;
    const { rows } = await pool.query<{ code: string; revision: number }>({
      name: 'calendars-revisions',
      text: 'select code, revision from work_calendars where code = any ($1)',
      values: [codes],
    });
    const there = new Map(rows.map(({ code, revision }) => [code, revision]));
    for (const code of codes) if (!there.has(code)) ready.set(code, { revision: 0, calendar: undefined });
    const changed = rows.filter(({ code, revision }) => ready.get(code)?.revision !== revision);
    for (const { code, revision, document } of await load(
      pool,
      changed.map(({ code }) => code),
    ))
      ready.set(code, { revision, calendar: workingCalendar(document) });
  };

  return {
    async inForce(asked) {
      const codes = [...new Set(asked)];
      await refresh(codes);
      const found = new Map(codes.map((code) => [code, ready.get(code)?.calendar]));
      return (code) => found.get(code);
    },
    async within(reader, codes) {
      const found = new Map((await load(reader, codes)).map(({ code, document }) => [code, workingCalendar(document)]));
      return (code) => found.get(code);
    },
    read: (code) => ready.get(code),
    refresh,
    known: () => [...ready.keys()],

    async put(client, calendar, at) {
      const { rows } = await client.query<{ document: Calendar }>(
        'select document from work_calendars where code = $1 for update',
        [calendar.code],
      );
      if (rows[0] && sameJson(rows[0].document, calendar)) return;
      await client.query(
        `insert into work_calendars (code, revision, document, changed_at) values ($1, 1, $2, $3)
         on conflict (code) do update set revision = work_calendars.revision + 1, document = excluded.document, changed_at = excluded.changed_at`,
        [calendar.code, JSON.stringify(calendar), at],
      );
    },
  };
}
