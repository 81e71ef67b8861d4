import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePermission } from '../../session/session.js';
import { useTaskRefusal } from '../../session/task-rights.js';
import type { Column } from '../../table/columns.js';
import { Countdown } from '../ticket/clock/countdown.js';
import { leadingClock } from '../ticket/clock/clock-reading.js';
import type { Desk } from '../ticket/ticket-data.js';
import { useClaim } from '../ticket/use-claim.js';
import type { QueueRow } from './queue-data.js';
import styles from './queue-page.module.css';
import { RankReason } from './rank-reason.js';

/** Who works on a ticket, or the button to take it. */
const Assignee = ({ row: { tasks, ticket } }: { readonly row: QueueRow }) => {
  const { t } = useTranslation('ticket');
  const { claim, busy } = useClaim();
  const mayWork = usePermission('tasks.work');
  const refusalOf = useTaskRefusal();
  const names = tasks.flatMap(({ assigneeName }) => assigneeName ?? []);
  const unassigned = tasks.filter(({ assignee }) => assignee === null);
  const free = unassigned.find((task) => refusalOf(task) === undefined) ?? unassigned[0];
  if (names.length > 0) return names.join(', ');
  if (free === undefined) return <span className={styles['muted']}>{t('task.none')}</span>;
  const refusal = refusalOf(free);
  return mayWork ? (
    <Button
      size="small"
      loading={busy}
      disabled={refusal !== undefined}
      title={refusal}
      onClick={() => claim({ userTaskKey: free.userTaskKey, of: ticket.number })}
      aria-label={t('task.claimOf', { of: ticket.number })}
    >
      {t('task.claim')}
    </Button>
  ) : (
    <span className={styles['muted']}>{t('task.unassigned')}</span>
  );
};

/** Stands out: the most urgent priority of the desk. */
const isMostUrgent = (desk: Desk | undefined, priority: string): boolean =>
  (desk?.priorities.length ?? 0) > 1 && desk?.priorities[0]?.code === priority;

/** The columns of the queue. `onOutdated`: the clocks want to be read anew. */
export const useQueueColumns = (desk: Desk | undefined, onOutdated: () => void): readonly Column<QueueRow>[] => {
  const { t } = useTranslation('queue');
  return [
    { id: 'position', title: t('columns.position'), width: '52px', cell: (row) => <RankReason {...row} /> },
    {
      id: 'number',
      title: t('columns.number'),
      width: '104px',
      cell: ({ ticket: { ticketId, number } }) => (
        <Link to={`/tickets/${ticketId}`} tabIndex={-1}>
          {number}
        </Link>
      ),
    },
    {
      id: 'subject',
      title: t('columns.subject'),
      width: 'minmax(220px, 1fr)',
      cell: ({ ticket: { subject, requester } }) => (
        <>
          <div className={styles['subject']} title={subject}>
            {subject}
          </div>
          <div className={styles['requester']}>{requester.name ?? requester.email}</div>
        </>
      ),
    },
    {
      id: 'status',
      title: t('columns.status'),
      width: '176px',
      cell: ({ ticket: { status } }) => (status === null ? null : <Tag>{status.label}</Tag>),
    },
    {
      id: 'priority',
      title: t('columns.priority'),
      width: '104px',
      cell: ({ ticket: { priority } }) => (
        <span className={styles['priority']} data-urgent={isMostUrgent(desk, priority.code) || undefined}>
          {priority.label}
        </span>
      ),
    },
    { id: 'assignee', title: t('columns.assignee'), width: '136px', cell: (row) => <Assignee row={row} /> },
    {
      id: 'clock',
      title: t('columns.clock'),
      width: '112px',
      align: 'end',
      cell: ({ clocks, readAt, receivedAt }) => {
        const clock = leadingClock(clocks);
        return clock === undefined ? null : (
          <Countdown clock={clock} readAt={readAt} receivedAt={receivedAt} onOutdated={onOutdated} />
        );
      },
    },
  ];
};
