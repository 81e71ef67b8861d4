import type { Pool, PoolClient } from 'pg';
import { workingCalendar, type Calendar, type WorkingCalendar } from '../../regulations/calendar/calendar.js';
import type { Calendars } from '../../regulations/calendar/due.js';
import { sameJson, type Reader } from '../../engine/index.js';

/** Working calendars in force. */
export interface CalendarStore {
  /** The named calendars, ready for reckoning; those that do not exist are missing in the answer. */
  inForce(codes: Iterable<string>, reader?: Reader): Promise<Calendars>;
  /** Puts a calendar in force, inside the caller's transaction. One that is already there as given stays untouched. */
  put(client: PoolClient, calendar: Calendar, at: Date): Promise<void>;
}

interface Ready {
  readonly revision: number;
  readonly calendar: WorkingCalendar;
}

/** Reads calendars from Postgres; what was made ready for reckoning is kept until the calendar changes. */
export function createCalendars(pool: Pool): CalendarStore {
  const ready = new Map<string, Ready>();

  const load = async (codes: readonly string[], reader: Reader): Promise<void> => {
    const { rows } = await reader.query<{ code: string; revision: number; document: Calendar }>({
      name: 'calendars-load',
      text: 'select code, revision, document from work_calendars where code = any ($1)',
      values: [codes],
    });
    for (const { code, revision, document } of rows) ready.set(code, { revision, calendar: workingCalendar(document) });
  };

  return {
    async inForce(asked, reader = pool) {
      const codes = [...new Set(asked)];
      if (codes.length === 0) return () => undefined;
      const { rows } = await reader.query<{ code: string; revision: number }>({
        name: 'calendars-revisions',
        text: 'select code, revision from work_calendars where code = any ($1)',
        values: [codes],
      });
      const changed = rows.filter(({ code, revision }) => ready.get(code)?.revision !== revision);
      if (changed.length > 0)
        await load(
          changed.map(({ code }) => code),
          reader,
        );
      const found = new Map(rows.flatMap(({ code }) => [[code, ready.get(code)?.calendar]]));
      return (code) => found.get(code);
    },

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
