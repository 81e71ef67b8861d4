import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { absoluteTime, exactTime, relativeTime } from './format.js';
import { useNow } from './now.js';

/** Relative times are said up to this distance, in ms; beyond it the date says more. */
const NEAR = 7 * 86_400_000;

export interface MomentProps {
  /** ISO 8601. */
  readonly at: string;
  /** `auto`: relative while it is near, absolute beyond. */
  readonly show?: 'auto' | 'relative' | 'absolute';
}

/** An instant in the user's zone; pointing at it tells it to the second. */
export const Moment = ({ at, show = 'auto' }: MomentProps) => {
  const { i18n } = useTranslation();
  const now = useNow();
  const instant = new Date(at);
  const relative = show === 'relative' || (show === 'auto' && Math.abs(instant.getTime() - now.getTime()) < NEAR);
  return (
    <Tooltip title={exactTime(instant, i18n.language)}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {relative ? relativeTime(instant, now, i18n.language) : absoluteTime(instant, now, i18n.language)}
      </time>
    </Tooltip>
  );
};
