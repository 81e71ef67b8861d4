import { useTranslation } from 'react-i18next';
import { useNow } from '../../time/now.js';
import { durationText } from './duration-text.js';

export interface DurationProps {
  /** ISO 8601. */
  readonly from: string;
  /** Null: it goes on. */
  readonly to: string | null;
}

/** How long something took or has been going on. */
export const Duration = ({ from, to }: DurationProps) => {
  const { i18n } = useTranslation();
  const now = useNow();
  const end = to === null ? now : new Date(to);
  return <>{durationText(end.getTime() - new Date(from).getTime(), i18n.language)}</>;
};
