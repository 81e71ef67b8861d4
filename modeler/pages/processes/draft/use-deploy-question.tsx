import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ElementChange } from '../../../bridge/element-diff.js';
import { translateTo } from '../../../bridge/translation/translate.js';
import { useChoice } from '../../../feedback/use-choice.js';
import type { Language } from '../../../i18n/language.js';
import { Moment } from '../../../time/moment.js';
import { knownProcessQuery } from '../list/known-process.js';
import { versionXmlQuery } from '../versions/version-queries.js';
import styles from './deploy-question.module.css';
import type { DraftContent } from './draft-requests.js';

const kinds = ['removed', 'changed', 'added'] as const;

/** What deploying would change in the version that is deployed. */
const Changes = ({ changes }: { readonly changes: readonly ElementChange[] }) => {
  const { t } = useTranslation('processes');
  return (
    <div className={styles['changes']} tabIndex={0} aria-label={t('older.changes')}>
      {kinds.map((kind) => {
        const of = changes.filter(({ change }) => change === kind);
        return (
          of.length > 0 && (
            <section key={kind}>
              <h3>{t(`older.${kind}`, { count: of.length })}</h3>
              <ul>
                {of.map(({ id, name }) => (
                  <li key={id}>
                    {name} <code>{id}</code>
                  </li>
                ))}
              </ul>
            </section>
          )
        );
      })}
    </div>
  );
};

/**
 * Asks before a draft is deployed over a version that it was not made from, and shows what would become of that version.
 * Resolves with whether to deploy.
 */
export const useDeployQuestion = (): ((content: DraftContent, basedOn: string | null) => Promise<boolean>) => {
  const { t, i18n } = useTranslation('processes');
  const queries = useQueryClient();
  const choose = useChoice();
  return async ({ processId, xml }, basedOn) => {
    if (processId === null) return true;
    const { latest } = await queries.fetchQuery({ ...knownProcessQuery(processId), staleTime: 0 });
    if (latest === null || latest.processDefinitionKey === basedOn) return true;
    const { elementDiff } = await import('../../../bridge/element-diff.js');
    const deployed = await queries.fetchQuery(versionXmlQuery(latest.processDefinitionKey));
    const changes = await elementDiff(deployed, xml, translateTo(i18n.language as Language));
    if (changes.length === 0) return true;
    const answer = await choose({
      title: t('older.title', { version: latest.version }),
      text: (
        <>
          <p>
            {t(basedOn === null ? 'older.textUnrelated' : 'older.text', { version: latest.version, id: processId })}{' '}
            {latest.deployedBy} · <Moment at={latest.deployedAt} />
          </p>
          <Changes changes={changes} />
        </>
      ),
      answers: [{ key: 'deploy', label: t('older.deploy', { version: latest.version + 1 }) }],
    });
    return answer === 'deploy';
  };
};
