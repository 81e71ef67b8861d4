import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../states/empty-state.js';
import { absoluteTime } from '../../../time/format.js';
import { useNow } from '../../../time/now.js';
import { useNewDraft } from '../diagram/use-new-draft.js';
import type { Draft } from './draft-requests.js';
import type { LocalCopy } from './local-copy.js';

export interface ConflictChoiceProps {
  readonly draft: Draft;
  readonly copy: LocalCopy;
  /** Goes on with what the server has. */
  onTheirs(): void;
  /** Goes on with the own copy, over what the server has. */
  onMine(): void;
}

/** Two people drew on the same draft: which one shall it be? Nothing is lost without an answer. */
export const ConflictChoice = ({ draft, copy, onTheirs, onMine }: ConflictChoiceProps) => {
  const { t, i18n } = useTranslation('processes');
  const newDraft = useNewDraft();
  const now = useNow();
  const when = (at: string): string => absoluteTime(new Date(at), now, i18n.language);
  const keepBoth = (): void => {
    newDraft.fromContent(copy.content);
    onTheirs();
  };
  return (
    <EmptyState
      title={t('conflict.title')}
      text={t('conflict.text', { who: draft.changedBy, when: when(draft.changedAt), own: when(copy.at) })}
      actions={
        <>
          <Button onClick={onTheirs}>{t('conflict.theirs')}</Button>
          <Button onClick={onMine}>{t('conflict.mine')}</Button>
          <Button type="primary" loading={newDraft.busy} onClick={keepBoth}>
            {t('conflict.both')}
          </Button>
        </>
      }
    />
  );
};
