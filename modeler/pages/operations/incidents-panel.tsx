import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { say } from '../../feedback/feedback.js';
import { useFailure } from '../../feedback/use-failure.js';
import { usePermission } from '../../session/session.js';
import { EmptyState } from '../../states/empty-state.js';
import { Loaded } from '../../states/loaded.js';
import { Moment } from '../../time/moment.js';
import { retryIncident, useInstanceAction } from './instance-actions.js';
import { incidentsQuery, type Incident } from './instance-queries.js';
import styles from './panels.module.css';

interface IncidentCardProps {
  readonly incident: Incident;
  /** The instance whose page this is. */
  readonly instanceKey: string;
  onChoose(elementId: string): void;
}

const IncidentCard = ({ incident, instanceKey, onChoose }: IncidentCardProps) => {
  const { t } = useTranslation('operations');
  const failed = useFailure();
  const mayOperate = usePermission('instances.operate');
  const retry = useInstanceAction(retryIncident);
  const retryNow = (): void =>
    retry.mutate(incident, {
      onSuccess: () => say(({ message }) => message.success(t('incident.retried'))),
      onError: failed,
    });
  return (
    <li className={styles['card']} data-tone="danger">
      <header className={styles['cardHead']}>
        <strong>{t(`incident.type.${incident.errorType}`)}</strong>
        <Moment at={incident.creationTime} />
      </header>
      <pre className={styles['message']}>{incident.errorMessage}</pre>
      <p className={styles['explanation']}>{t(`incident.explain.${incident.errorType}`)}</p>
      <footer className={styles['cardFoot']}>
        {incident.processInstanceKey === instanceKey ? (
          <Button type="link" size="small" onClick={() => onChoose(incident.elementId)}>
            {t('incident.showElement')}
          </Button>
        ) : (
          <Link to={`/operations/${incident.processInstanceKey}?tab=incidents`}>{t('incident.inChild')}</Link>
        )}
        {mayOperate && (
          <Button type="primary" size="small" loading={retry.isPending} onClick={retryNow}>
            {t('incident.retry')}
          </Button>
        )}
      </footer>
    </li>
  );
};

/** One after the other, so that a failure says which one it was. */
const retryAll = async (incidents: readonly Incident[]): Promise<void> => {
  for (const incident of incidents) await retryIncident(incident);
};

/** What stops an instance, why, and how to go on. */
export const IncidentsPanel = (props: Omit<IncidentCardProps, 'incident'>) => {
  const { t } = useTranslation('operations');
  const failed = useFailure();
  const mayOperate = usePermission('instances.operate');
  const query = useQuery(incidentsQuery(props.instanceKey));
  const all = useInstanceAction(retryAll);
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('incident.empty')} text={t('incident.emptyText')} />
        ) : (
          <>
            {items.length > 1 && mayOperate && (
              <Button
                className={styles['all'] ?? ''}
                loading={all.isPending}
                onClick={() =>
                  all.mutate(items, {
                    onSuccess: () => say(({ message }) => message.success(t('incident.allRetried'))),
                    onError: failed,
                  })
                }
              >
                {t('incident.retryAll', { count: items.length })}
              </Button>
            )}
            <ul className={styles['cards']}>
              {items.map((incident) => (
                <IncidentCard key={incident.incidentKey} incident={incident} {...props} />
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
};
