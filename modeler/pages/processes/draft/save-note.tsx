import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { absoluteTime } from '../../../time/format.js';
import { useNow } from '../../../time/now.js';
import type { SaveState } from './autosave.js';
import styles from '../diagram/diagram-page.module.css';

export interface SaveNoteProps {
  readonly state: SaveState;
  onRetry(): void;
}

/** Says whether what is drawn is safe. */
export const SaveNote = ({ state, onRetry }: SaveNoteProps) => {
  const { t, i18n } = useTranslation('processes');
  const now = useNow();
  const text =
    state.state === 'saved'
      ? t('save.saved', { at: absoluteTime(new Date(state.at), now, i18n.language) })
      : t(`save.${state.state}`);
  return (
    <span className={styles['save']} role="status" data-state={state.state}>
      {text}
      {state.state === 'failed' && (
        <Button type="link" size="small" onClick={onRetry}>
          {t('save.retry')}
        </Button>
      )}
    </span>
  );
};
