import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePermission } from '../../session/session.js';
import { Moment } from '../../time/moment.js';
import { AttachmentList } from './attachment-list.js';
import type { Desk, Ticket } from './ticket-data.js';
import { TicketClocks } from './ticket-clocks.js';
import styles from './ticket-details.module.css';

interface TicketDetailsProps {
  readonly ticket: Ticket;
  readonly desk: Desk | undefined;
  readonly receivedAt: number;
  readonly onOutdated: () => void;
}

/** Beside the timeline: the clocks, who asked and how, files, and the process that carries the ticket. */
export const TicketDetails = ({ ticket, desk, receivedAt, onOutdated }: TicketDetailsProps) => {
  const { t } = useTranslation('ticket');
  const mayWatch = usePermission('instances.read');
  const { requester, previous, following, mentions, processInstanceKey } = ticket;
  const rows: readonly (readonly [label: string, value: React.ReactNode])[] = [
    [t('details.requester'), requester.name ?? requester.email],
    ...(requester.name === null ? [] : [[t('details.email'), requester.email] as const]),
    ...(requester.phone === null ? [] : [[t('details.phone'), requester.phone] as const]),
    [t('details.type'), ticket.type.label],
    [t('details.priority'), ticket.priority.label],
    [t('details.channel'), ticket.channel.label],
    [t('details.desk'), desk?.name ?? ticket.desk],
    [t('details.registered'), <Moment key="at" at={ticket.registeredAt} show="absolute" />],
    ...(ticket.closedAt === null
      ? []
      : [[t('details.closed'), <Moment key="at" at={ticket.closedAt} show="absolute" />] as const]),
    ...(previous === null
      ? []
      : [
          [
            t('details.previous'),
            <Link key="previous" to={`/tickets/${previous.ticketId}`}>
              {previous.number}
            </Link>,
          ] as const,
        ]),
    ...(mentions === null
      ? []
      : [
          [
            t('details.mentions'),
            <Link key="mentions" to={`/tickets/${mentions.ticketId}`}>
              {mentions.number}
            </Link>,
          ] as const,
        ]),
    ...following.map(
      ({ ticketId, number }) =>
        [
          t('details.following'),
          <Link key={ticketId} to={`/tickets/${ticketId}`}>
            {number}
          </Link>,
        ] as const,
    ),
  ];
  return (
    <aside className={styles['details']} aria-label={t('details.title')}>
      <TicketClocks clocks={ticket.clocks} readAt={ticket.readAt} receivedAt={receivedAt} onOutdated={onOutdated} />
      <section className={styles['section']}>
        <h2 className={styles['heading']}>{t('details.title')}</h2>
        <dl className={styles['rows']}>
          {rows.map(([label, value], index) => (
            <div key={index}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <AttachmentList ticketId={ticket.ticketId} attachments={ticket.attachments} />
      <section className={styles['section']}>
        <h2 className={styles['heading']}>{t('details.process')}</h2>
        {mayWatch && <Link to={`/operations/${processInstanceKey}`}>{t('details.instance')}</Link>}
        <p className={styles['note']}>{t('details.pack', { code: ticket.pack.code, version: ticket.pack.version })}</p>
      </section>
    </aside>
  );
};
