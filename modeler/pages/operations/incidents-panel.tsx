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
import { incidentMessage } from './incident-message.js';
import { useRetrying } from './instance-actions.js';
import { incidentsQuery, type Incident } from './instance-queries.js';
import styles from './panels.module.css';

/** How long a message stays that has a reason to be read, in seconds. */
const STAYS = 8;

interface IncidentCardProps {
  readonly incident: Incident;
  /** All that are open. */
  readonly open: readonly Incident[];
  /** The instance whose page this is. */
  readonly instanceKey: string;
  onChoose(elementId: string): void;
}

const IncidentCard = ({ incident, open, instanceKey, onChoose }: IncidentCardProps) => {
  const { t } = useTranslation('operations');
  const failed = useFailure();
  const mayOperate = usePermission('instances.operate');
  const { busy, retry } = useRetrying(instanceKey);
  const tell = ([again]: readonly Incident[]): void =>
    say(({ message }) =>
      again === undefined
        ? message.success(t('incident.retried'))
        : message.warning(t('incident.again', { reason: incidentMessage(t, again) }), STAYS),
    );
  const retryNow = (): void => void retry([incident], open).then(tell, failed);
  return (
    <li className={styles['card']} data-tone="danger">
      <header className={styles['cardHead']}>
        <strong>{t(`incident.type.${incident.errorType}`)}</strong>
        <Moment at={incident.creationTime} />
      </header>
      <pre className={styles['message']}>{incidentMessage(t, incident)}</pre>
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
          <Button type="primary" size="small" loading={busy} onClick={retryNow}>
            {t('incident.retry')}
          </Button>
        )}
      </footer>
    </li>
  );
};

/** What stops an instance, why, and how to go on. */
export const IncidentsPanel = (props: Omit<IncidentCardProps, 'incident' | 'open'>) => {
  const { t } = useTranslation('operations');
  const failed = useFailure();
  const mayOperate = usePermission('instances.operate');
  const query = useQuery(incidentsQuery(props.instanceKey));
  const { busy, retry } = useRetrying(props.instanceKey);
  const tell = ({ length: count }: readonly Incident[]): void =>
    say(({ message }) =>
      count === 0
        ? message.success(t('incident.allRetried'))
        : message.warning(t('incident.someAgain', { count }), STAYS),
    );
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
                loading={busy}
                onClick={() => void retry(items, items).then(tell, failed)}
              >
                {t('incident.retryAll', { count: items.length })}
              </Button>
            )}
            <ul className={styles['cards']}>
              {items.map((incident) => (
                <IncidentCard key={incident.incidentKey} incident={incident} open={items} {...props} />
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
};
