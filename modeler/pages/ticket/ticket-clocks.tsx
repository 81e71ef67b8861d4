import { WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { absoluteTime } from '../../time/format.js';
import { clockFace, type TicketClock } from './clock/clock-reading.js';
import { Countdown } from './clock/countdown.js';
import { uncertainTime } from './clock/holidays-known.js';
import styles from './ticket-details.module.css';

interface TicketClocksProps {
  readonly clocks: readonly TicketClock[];
  readonly readAt: string;
  readonly receivedAt: number;
  readonly onOutdated: () => void;
}

const MINUTE = 60_000;

/** A date of a calendar in words, the same in every time zone. */
const calendarDate = (date: string | null, language: string): string =>
  date === null ? '' : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));

/** Every clock of the ticket, and the stretches of working time that its reading is the sum of. */
export const TicketClocks = ({ clocks, readAt, receivedAt, onOutdated }: TicketClocksProps) => {
  const { t, i18n } = useTranslation('ticket');
  const now = new Date(readAt);
  return clocks.map((clock) => {
    const instant = (iso: string): string => absoluteTime(new Date(iso), now, i18n.language, clock.zone);
    return (
      <section key={clock.milestone} className={styles['section']}>
        <h2 className={styles['heading']}>
          {clock.label}
          <Countdown clock={clock} readAt={readAt} receivedAt={receivedAt} onOutdated={onOutdated} />
        </h2>
        <p className={styles['note']}>
          {clock.targetMinutes === null
            ? t('clock.noTerm')
            : t('clock.term', { length: clockFace(clock.targetMinutes * MINUTE) })}
        </p>
        {clock.certainty !== 'published' && (
          <p className={styles['note']}>
            <WarningOutlined aria-hidden />{' '}
            {t(`clock.${clock.certainty}.${uncertainTime(clock, readAt)}`, {
              until: calendarDate(clock.publishedUntil, i18n.language),
            })}
          </p>
        )}
        {clock.segments.length > 0 && (
          <details className={styles['segments']}>
            <summary>{t('clock.segments', { count: clock.segments.length })}</summary>
            <table>
              <tbody>
                {clock.segments.map(({ from, to, minutes }) => (
                  <tr key={from}>
                    <td>{instant(from)}</td>
                    <td>{instant(to)}</td>
                    <td>{clockFace(minutes * MINUTE)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className={styles['note']}>{t('clock.zone', { zone: clock.zone })}</p>
          </details>
        )}
      </section>
    );
  });
};
