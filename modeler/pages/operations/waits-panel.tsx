import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../states/empty-state.js';
import { Loaded } from '../../states/loaded.js';
import { Moment } from '../../time/moment.js';
import { elementsOf } from './diagram-elements.js';
import { awaitedMessagesQuery, diagramQuery, jobsQuery, openTasksQuery, timersQuery } from './instance-queries.js';
import type { Instance } from './instances-query.js';
import styles from './panels.module.css';

interface SectionProps<Item> {
  readonly title: string;
  readonly query: UseQueryResult<{ readonly items: readonly Item[] }>;
  row(item: Item): ReactNode;
}

/** A list under a heading; nothing at all while there is nothing. */
const Section = <Item,>({ title, query, row }: SectionProps<Item>) => (
  <Loaded query={query} loading={null}>
    {({ items }) =>
      items.length > 0 && (
        <section>
          <h3 className={styles['heading']}>
            {title} <small className={styles['muted']}>{items.length}</small>
          </h3>
          <ul className={styles['cards']}>{items.map(row)}</ul>
        </section>
      )
    }
  </Loaded>
);

/** What an instance waits for, in plain words: people, timers, messages and workers. */
export const WaitsPanel = ({ instance }: { readonly instance: Instance }) => {
  const instanceKey = instance.processInstanceKey;
  const { t } = useTranslation('operations');
  const jobs = useQuery(jobsQuery(instanceKey));
  const tasks = useQuery(openTasksQuery(instanceKey));
  const messages = useQuery(awaitedMessagesQuery(instanceKey));
  const timers = useQuery(timersQuery(instanceKey));
  const { data: xml } = useQuery(diagramQuery(instance.processDefinitionKey));
  const elements = useMemo(() => elementsOf(xml ?? ''), [xml]);
  const nameOf = (id: string | null): string => elements.get(id ?? '')?.name ?? id ?? '';
  const effectOf = (id: string): string => {
    const { name = id, interrupts, beside } = elements.get(id) ?? {};
    if (interrupts !== undefined) return t('waits.interrupts', { name: interrupts });
    return beside === undefined ? t('waits.goesOn', { name }) : t('waits.beside', { name: beside });
  };
  const nothing = [jobs, tasks, timers, messages].every(({ data }) => data?.items.length === 0);
  if (nothing) return <EmptyState title={t('waits.empty')} text={t('waits.emptyText')} />;
  return (
    <div className={styles['panel']}>
      <Section
        title={t('waits.tasks')}
        query={tasks}
        row={(task) => (
          <li key={task.userTaskKey} className={styles['card']}>
            <header className={styles['cardHead']}>
              <Link to={`/tasks/${task.userTaskKey}`}>{task.name ?? task.elementId}</Link>
              <Moment at={task.creationDate} />
            </header>
            <p className={styles['muted']}>
              {task.assignee === null ? t('waits.unassigned') : t('waits.assignedTo', { name: task.assignee })}
            </p>
          </li>
        )}
      />
      <Section
        title={t('waits.timers')}
        query={timers}
        row={({ timerKey, elementId, dueDate, repeats }) => (
          <li key={timerKey} className={styles['card']}>
            <header className={styles['cardHead']}>
              <strong>
                {t('waits.until')} <Moment at={dueDate} show="absolute" />
              </strong>
              <Moment at={dueDate} show="relative" />
            </header>
            <p className={styles['muted']}>
              {nameOf(elementId)} · {effectOf(elementId)}
              {repeats && ` · ${t('waits.repeats')}`}
            </p>
          </li>
        )}
      />
      <Section
        title={t('waits.jobs')}
        query={jobs}
        row={(job) => (
          <li key={job.jobKey} className={styles['card']}>
            <header className={styles['cardHead']}>
              <strong>{t('waits.job', { type: job.type })}</strong>
              {job.creationTime !== null && <Moment at={job.creationTime} />}
            </header>
            <p className={styles['muted']}>
              {nameOf(job.elementId)} ·{' '}
              {job.worker === '' ? t('waits.noWorker') : t('waits.worker', { name: job.worker })} ·{' '}
              {t('waits.retries', { count: job.retries })}{' '}
              {job.state === 'FAILED' && <Tag color="error">{t('waits.failed')}</Tag>}
            </p>
            {job.errorMessage !== null && <pre className={styles['message']}>{job.errorMessage}</pre>}
          </li>
        )}
      />
      <Section
        title={t('waits.messages')}
        query={messages}
        row={(message) => (
          <li key={message.messageSubscriptionKey} className={styles['card']}>
            <header className={styles['cardHead']}>
              <strong>{t('waits.message', { name: message.messageName ?? nameOf(message.elementId) })}</strong>
              <Moment at={message.lastUpdatedDate} />
            </header>
            <p className={styles['muted']}>
              {nameOf(message.elementId)} · {t('waits.correlation')} <code>{message.correlationKey ?? '—'}</code>
            </p>
          </li>
        )}
      />
    </div>
  );
};
