import { ClockCircleOutlined, PauseCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { absoluteTime } from '../../../time/format.js';
import { clockFace, readClock, type TicketClock } from './clock-reading.js';
import styles from './countdown.module.css';
import { useSecond } from './second.js';

export interface CountdownProps {
  readonly clock: TicketClock;
  /** The product's instant of the answer that the clock came with. */
  readonly readAt: string;
  /** This browser's time when the answer came, in ms. */
  readonly receivedAt: number;
  /** Working time has begun or ended: time to ask again. */
  readonly onOutdated?: (() => void) | undefined;
}

/** Working time left (or used, where there is no term), running while working time runs. */
export const Countdown = ({ clock, readAt, receivedAt, onOutdated }: CountdownProps) => {
  const { t, i18n } = useTranslation('ticket');
  const elapsed = Math.max(0, useSecond() - receivedAt);
  const { used, remaining, moving, outdated } = readClock(clock, readAt, elapsed);
  useEffect(() => {
    if (outdated) onOutdated?.();
  }, [outdated, onOutdated]);

  if (clock.state === 'waiting') return <span className={styles['clock']}>{t('clock.notStarted')}</span>;

  const instant = (iso: string): string => absoluteTime(new Date(iso), new Date(readAt), i18n.language);
  const tone = remaining !== undefined && remaining < 0 ? 'danger' : moving ? 'moving' : undefined;
  const lines = [
    `${clock.label}: ${t(`clock.${remaining === undefined ? 'used' : remaining < 0 ? 'exceeded' : 'left'}`)}`,
    clock.state === 'met'
      ? t('clock.met', { at: clock.metAt === null ? '' : instant(clock.metAt) })
      : moving
        ? t('clock.moving')
        : clock.nextChange === null
          ? t('clock.paused')
          : t('clock.pausedUntil', { at: instant(clock.nextChange) }),
    ...(clock.dueAt === null ? [] : [t('clock.due', { at: instant(clock.dueAt) })]),
  ];
  return (
    <Tooltip
      title={lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    >
      <span className={styles['clock']} data-tone={tone}>
        {moving || clock.state === 'met' ? <ClockCircleOutlined aria-hidden /> : <PauseCircleOutlined aria-hidden />}
        {clockFace(remaining ?? used)}
      </span>
    </Tooltip>
  );
};
