import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../states/empty-state.js';
import { Loaded } from '../../states/loaded.js';
import { Moment } from '../../time/moment.js';
import { childrenQuery } from './instance-queries.js';
import { InstanceStateTag } from './instance-state.js';
import styles from './panels.module.css';

/** The instances that an instance called. */
export const ChildrenPanel = ({ instanceKey }: { readonly instanceKey: string }) => {
  const { t } = useTranslation('operations');
  const query = useQuery(childrenQuery(instanceKey));
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('children.empty')} text={t('children.emptyText')} />
        ) : (
          <ul className={styles['cards']}>
            {items.map((child) => (
              <li key={child.processInstanceKey} className={styles['card']}>
                <header className={styles['cardHead']}>
                  <Link to={`/operations/${child.processInstanceKey}`}>
                    {child.processDefinitionName ?? child.processDefinitionId}
                  </Link>
                  <InstanceStateTag state={child.state} hasIncident={child.hasIncident} />
                </header>
                <p className={styles['muted']}>
                  <code>{child.processInstanceKey}</code> · <Moment at={child.startDate} />
                </p>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
};
