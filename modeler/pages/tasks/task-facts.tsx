import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePermission } from '../../session/session.js';
import { Moment } from '../../time/moment.js';
import type { Task } from './task-queries.js';
import styles from './tasks.module.css';

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

/** Where a task comes from, who has it, and until when. */
export const TaskFacts = ({ task }: { readonly task: Task }) => {
  const { t } = useTranslation('tasks');
  const maySeeInstances = usePermission('instances.read');
  const moments = [
    ['due', task.dueDate],
    ['followUp', task.followUpDate],
    ['created', task.creationDate],
    ['completed', task.completionDate],
  ] as const;
  return (
    <dl className={styles['facts']} aria-label={t('fact.about')}>
      <Fact label={t('fact.process')}>
        {task.processName ?? task.processDefinitionId} v{task.processDefinitionVersion}
      </Fact>
      <Fact label={t('fact.instance')}>
        {maySeeInstances ? (
          <Link to={`/operations/${task.processInstanceKey}`}>
            <code>{task.processInstanceKey}</code>
          </Link>
        ) : (
          <code>{task.processInstanceKey}</code>
        )}
      </Fact>
      <Fact label={t('fact.assignee')}>{task.assignee ?? t('fact.nobody')}</Fact>
      {task.candidateGroups.length > 0 && (
        <Fact label={t('fact.groups')}>
          {task.candidateGroups.map((group) => (
            <Tag key={group}>{group}</Tag>
          ))}
        </Fact>
      )}
      <Fact label={t('fact.priority')}>{task.priority}</Fact>
      {moments.map(
        ([name, at]) =>
          at !== null && (
            <Fact key={name} label={t(`fact.${name}`)}>
              <Moment at={at} />
            </Fact>
          ),
      )}
    </dl>
  );
};
