import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../table/columns.js';
import { Moment } from '../../time/moment.js';
import type { Desk } from '../ticket/ticket-data.js';
import styles from './queue-page.module.css';
import type { TicketSummary } from './tickets-data.js';

/** The columns of the list of tickets; the desk only where there are several. */
export const useTicketsColumns = (desks: readonly Desk[]): readonly Column<TicketSummary>[] => {
  const { t } = useTranslation('queue');
  const desk: Column<TicketSummary> = {
    id: 'desk',
    title: t('filters.desk'),
    width: 'minmax(120px, 0.4fr)',
    cell: (ticket) => desks.find(({ code }) => code === ticket.desk)?.name ?? ticket.desk,
  };
  return [
    { id: 'number', title: t('columns.number'), width: '112px', cell: ({ number }) => number },
    {
      id: 'subject',
      title: t('columns.subject'),
      width: 'minmax(220px, 1fr)',
      cell: ({ subject, requester: { name, email } }) => (
        <>
          <div className={styles['subject']} title={subject}>
            {subject}
          </div>
          <div className={styles['requester']}>{name === null ? email : `${name} · ${email}`}</div>
        </>
      ),
    },
    ...(desks.length > 1 ? [desk] : []),
    {
      id: 'status',
      title: t('columns.status'),
      width: '176px',
      cell: ({ status, open }) => (status === null ? null : <Tag color={open ? 'processing' : ''}>{status.label}</Tag>),
    },
    { id: 'type', title: t('columns.type'), width: '184px', cell: ({ type }) => type.label },
    {
      id: 'registered',
      title: t('columns.registered'),
      width: '128px',
      cell: (row) => <Moment at={row.registeredAt} />,
    },
    {
      id: 'closed',
      title: t('columns.closed'),
      width: '128px',
      cell: ({ closedAt }) => (closedAt === null ? null : <Moment at={closedAt} />),
    },
  ];
};
