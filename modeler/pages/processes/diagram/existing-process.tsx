import { useTranslation } from 'react-i18next';
import { Moment } from '../../../time/moment.js';
import type { KnownProcess } from '../list/known-process.js';

/** What there is of a process already: its newest version and its drafts, with who and when. */
export const ExistingProcess = ({ latest, drafts }: KnownProcess) => {
  const { t } = useTranslation('processes');
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {latest !== null && (
        <li>
          {t('existing.version', { version: latest.version })} · {latest.deployedBy} · <Moment at={latest.deployedAt} />
        </li>
      )}
      {drafts.map(({ id, name, changedBy, changedAt }) => (
        <li key={id}>
          {t('existing.draft', { name })} · {changedBy} · <Moment at={changedAt} />
        </li>
      ))}
    </ul>
  );
};
