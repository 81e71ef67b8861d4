import type { Logger } from 'pino';
import { certaintyBetween } from '../../../regulations/calendar/certainty.js';
import type { Store } from '../../../desk/index.js';

const DAYS_AHEAD = 60;
const DAY = 86_400_000;

/** Says which working calendars in force will soon run out of published holidays: due dates after that are computed without them. */
export const warnOfEndingCalendars = async (
  { packs, calendars, engine }: Pick<Store, 'packs' | 'calendars' | 'engine'>,
  logger: Pick<Logger, 'warn'>,
): Promise<void> => {
  const now = await engine.clock.now();
  const codes = (await packs.current()).flatMap(({ pack }) => pack.calendars.map(({ code }) => code));
  const inForce = await calendars.inForce(codes);
  for (const code of codes) {
    const calendar = inForce(code);
    if (!calendar || certaintyBetween(calendar, now.getTime(), now.getTime() + (DAYS_AHEAD + 1) * DAY) === 'published')
      continue;
    logger.warn(
      { event: 'calendar-ending', calendar: code, publishedUntil: calendar.publishedUntil ?? null },
      'the published holidays of a calendar end soon: due dates after that are computed with provisional ones, or with none',
    );
  }
};
