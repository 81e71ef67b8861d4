import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../states/empty-state.js';
import { Loaded } from '../../states/loaded.js';
import { Moment } from '../../time/moment.js';
import { Duration } from './duration.js';
import { historyQuery, type ElementInstance } from './instance-queries.js';
import { InstanceStateTag } from './instance-state.js';
import styles from './panels.module.css';

interface HistoryProps {
  readonly instanceKey: string;
  readonly chosen: string | undefined;
  onChoose(elementId: string): void;
}

/** Elements that have others inside. */
const scopes: readonly ElementInstance['type'][] = [
  'SUB_PROCESS',
  'EVENT_SUB_PROCESS',
  'AD_HOC_SUB_PROCESS',
  'MULTI_INSTANCE_BODY',
];

interface EntryProps extends HistoryProps {
  readonly entry: ElementInstance;
  readonly depth: number;
}

const HistoryEntry = ({ entry, depth, ...props }: EntryProps) => {
  const { t } = useTranslation('operations');
  const isScope = scopes.includes(entry.type);
  // Where an element has no name, its id stands in for it.
  const isNamed = entry.elementName !== entry.elementId;
  const [open, setOpen] = useState(isScope && depth === 0);
  return (
    <li>
      <div
        className={styles['entry']}
        style={{ paddingInlineStart: 8 + depth * 20 }}
        data-chosen={props.chosen === entry.elementId || undefined}
      >
        {isScope ? (
          <Button
            type="text"
            size="small"
            icon={open ? <CaretDownOutlined /> : <CaretRightOutlined />}
            aria-expanded={open}
            aria-label={t(open ? 'history.close' : 'history.open', { name: entry.elementName })}
            onClick={() => setOpen(!open)}
          />
        ) : (
          <span className={styles['leaf']} />
        )}
        <button type="button" className={styles['name']} onClick={() => props.onChoose(entry.elementId)}>
          <span>{isNamed ? entry.elementName : t(`type.${entry.type}`)}</span>
          <small>{isNamed ? t(`type.${entry.type}`) : entry.elementId}</small>
        </button>
        <span className={styles['times']}>
          <Moment at={entry.startDate} show="absolute" />
          <small>
            <Duration from={entry.startDate} to={entry.endDate} />
          </small>
        </span>
        <span className={styles['state']}>
          <InstanceStateTag state={entry.state} hasIncident={entry.hasIncident} />
        </span>
      </div>
      {open && <HistoryScope {...props} scopeKey={entry.elementInstanceKey} depth={depth + 1} />}
    </li>
  );
};

interface ScopeProps extends HistoryProps {
  readonly scopeKey: string;
  readonly depth: number;
}

const HistoryScope = ({ scopeKey, depth, ...props }: ScopeProps) => {
  const { t } = useTranslation('operations');
  const query = useQuery(historyQuery(props.instanceKey, scopeKey));
  return (
    <Loaded query={query}>
      {({ items, page }) =>
        items.length === 0 ? (
          depth === 0 && <EmptyState title={t('history.empty')} text={t('history.emptyText')} />
        ) : (
          <ol className={styles['history']}>
            {items.map((entry) => (
              <HistoryEntry key={entry.elementInstanceKey} entry={entry} depth={depth} {...props} />
            ))}
            {page.totalItems > items.length && (
              <li className={styles['note']}>{t('history.cut', { shown: items.length, count: page.totalItems })}</li>
            )}
          </ol>
        )
      }
    </Loaded>
  );
};

/** What happened in an instance, nested by scope, with times. */
export const HistoryPanel = (props: HistoryProps) => <HistoryScope {...props} scopeKey={props.instanceKey} depth={0} />;
