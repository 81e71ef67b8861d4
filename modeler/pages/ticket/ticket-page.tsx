import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { isProblem } from '../../api/problem-error.js';
import { useShortcut } from '../../keyboard/use-shortcut.js';
import { Page } from '../../layout/page.js';
import { usePermission } from '../../session/session.js';
import { EmptyState } from '../../states/empty-state.js';
import { Loaded } from '../../states/loaded.js';
import { CommentBox } from './comment-box.js';
import { TicketActions } from './ticket-actions.js';
import { desksQuery, ticketQuery, type Ticket } from './ticket-data.js';
import { TicketDetails } from './ticket-details.js';
import styles from './ticket-page.module.css';
import { TicketTaskCard } from './ticket-task.js';
import { TimelineItem } from './timeline-entry.js';
import timelineStyles from './timeline.module.css';
import { Words } from './words.js';

/** What is asked, what is to be done, and what has happened. */
const Story = ({ ticket }: { readonly ticket: Ticket }) => {
  const { t } = useTranslation('ticket');
  const mayWork = usePermission('tasks.work');
  return (
    <div className={styles['story']}>
      {ticket.text.trim() !== '' && (
        <section aria-label={t('text')} className={styles['text']}>
          <Words text={ticket.text} />
        </section>
      )}
      {ticket.tasks.map((task) => (
        <TicketTaskCard key={task.userTaskKey} task={task} number={ticket.number} />
      ))}
      <section className={styles['history']}>
        <h2 className={styles['heading']}>{t('timeline.title')}</h2>
        <ol className={timelineStyles['timeline']}>
          {ticket.timeline.map((entry) => (
            <TimelineItem key={entry.entryId} entry={entry} ticketId={ticket.ticketId} />
          ))}
        </ol>
        {mayWork && <CommentBox ticketId={ticket.ticketId} />}
      </section>
    </div>
  );
};

/** There is no such ticket. */
const NoTicket = () => {
  const { t } = useTranslation('ticket');
  const navigate = useNavigate();
  return (
    <EmptyState
      title={t('notFound.title')}
      text={t('notFound.text')}
      actions={<Button onClick={() => void navigate('/queue')}>{t('toQueue')}</Button>}
    />
  );
};

/** One ticket: its story, its open task, the buttons of its diagram. Up to date by itself. */
export const TicketPage = () => {
  const { t } = useTranslation('ticket');
  const { ticketId = '' } = useParams();
  const navigate = useNavigate();
  const query = useQuery(ticketQuery(ticketId));
  const { data: desks } = useQuery(desksQuery);
  const { data: ticket, refetch, dataUpdatedAt, error } = query;
  const readAnew = useCallback(() => void refetch(), [refetch]);
  const mayWork = usePermission('tasks.work');
  const offered = ticket !== undefined && mayWork && ticket.actions.length > 0;
  useShortcut('u', t('toQueue'), t('title'), () => void navigate('/queue'));

  return (
    <Page
      tabTitle={ticket === undefined ? t('title') : `${ticket.number} ${ticket.subject}`}
      title={
        ticket === undefined ? (
          t('title')
        ) : (
          <>
            <Link to={`/queue?desk=${encodeURIComponent(ticket.desk)}`} className={styles['number']}>
              {ticket.number}
            </Link>{' '}
            {ticket.subject}
          </>
        )
      }
      aside={ticket?.status && <Tag color={ticket.open ? 'processing' : 'default'}>{ticket.status.label}</Tag>}
      toolbar={offered ? <TicketActions key={ticketId} ticket={ticket} /> : undefined}
    >
      {ticket === undefined && isProblem(error, 'not-found') ? (
        <NoTicket />
      ) : (
        <Loaded query={query}>
          {(loaded) => (
            <div key={loaded.ticketId} className={styles['columns']}>
              <Story ticket={loaded} />
              <TicketDetails
                ticket={loaded}
                desk={desks?.find(({ code }) => code === loaded.desk)}
                receivedAt={dataUpdatedAt}
                onOutdated={readAnew}
              />
            </div>
          )}
        </Loaded>
      )}
    </Page>
  );
};
