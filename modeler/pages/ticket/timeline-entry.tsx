import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Moment } from '../../time/moment.js';
import { Files } from './attachment-list.js';
import type { TimelineEntry } from './ticket-data.js';
import styles from './timeline.module.css';
import { Words } from './words.js';

type Of<Kind extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: Kind }>;

const MailLink = ({ mailId }: { readonly mailId: string | null }) => {
  const { t } = useTranslation('ticket');
  return mailId === null ? null : <Link to={`/mail/${mailId}`}>{t('timeline.openEmail')}</Link>;
};

const CommentBody = ({ entry, ticketId }: { readonly entry: Of<'comment'>; readonly ticketId: string }) => (
  <div className={styles['body']} data-internal={entry.internal || undefined}>
    {entry.text !== '' && <Words text={entry.text} />}
    {entry.attachments.length > 0 && <Files ticketId={ticketId} attachments={entry.attachments} />}
  </div>
);

const stateColours = {
  ...{ pending: 'gold', sent: 'green', kept: 'red' },
  ...{ refused: 'red', unwanted: 'default', limited: 'orange' },
} as const;

const EmailBody = ({ entry }: { readonly entry: Of<'letter'> }) => (
  <details className={styles['body']}>
    <summary>
      {entry.subject} <span className={styles['muted']}>→ {entry.to}</span>
    </summary>
    <div className={styles['text']}>{entry.text}</div>
  </details>
);

const ActionBody = ({ entry: { fields } }: { readonly entry: Of<'action'> }) =>
  fields.length === 0 ? null : (
    <dl className={styles['body']}>
      {fields.map(({ key, label, text }) => (
        <div key={key}>
          <dt className={styles['muted']}>{label}</dt>
          <dd className={styles['text']}>{text}</dd>
        </div>
      ))}
    </dl>
  );

/** What happened, in one line. */
const Headline = ({ entry }: { readonly entry: TimelineEntry }) => {
  const { t } = useTranslation('ticket');
  switch (entry.kind) {
    case 'registered':
      return (
        <>
          {t('timeline.registered', { channel: entry.channel.label })} <MailLink mailId={entry.mailId} />
        </>
      );
    case 'comment':
      return (
        <>
          {t(entry.mailId === null ? 'timeline.comment' : 'timeline.emailIn')}{' '}
          {entry.internal && <Tag color="gold">{t('timeline.internal')}</Tag>}
          {entry.outside && <Tag color="orange">{t('timeline.outside')}</Tag>} <MailLink mailId={entry.mailId} />
        </>
      );
    case 'mentioned':
      return (
        <>
          {t('timeline.mentioned')} <Link to={`/tickets/${entry.ticket.ticketId}`}>{entry.ticket.number}</Link>{' '}
          <Tag color="orange">{t('timeline.outside')}</Tag> <MailLink mailId={entry.mailId} />
        </>
      );
    case 'letter':
      return (
        <>
          {t('timeline.emailOut')}{' '}
          <Tag color={stateColours[entry.state]}>{t(`timeline.emailState.${entry.state}`)}</Tag>{' '}
          <MailLink mailId={entry.mailId} />
        </>
      );
    case 'status':
      return (
        <>
          {t('timeline.status')} <Tag>{entry.status.label}</Tag>
        </>
      );
    case 'milestone':
      return t(`timeline.milestone.${entry.event}`, { milestone: entry.milestone.label });
    case 'task':
      return t(`timeline.task.${entry.event}`, { name: entry.name });
    case 'action':
      return t('timeline.action', { label: entry.label });
    case 'ended':
      return t(`timeline.ended.${entry.how}`);
  }
};

/** One thing that happened: what, who, when, and the words that were said. */
export const TimelineItem = ({ entry, ticketId }: { readonly entry: TimelineEntry; readonly ticketId: string }) => {
  const { t } = useTranslation('ticket');
  const said = entry.kind === 'comment' || entry.kind === 'letter';
  return (
    <li className={styles['entry']} data-kind={entry.kind} data-said={said || undefined}>
      <div className={styles['line']}>
        <span className={styles['headline']}>
          <Headline entry={entry} />
        </span>
        <span className={styles['muted']}>
          {entry.actor.kind === 'process' || entry.actor.kind === 'system'
            ? t(`timeline.actor.${entry.actor.kind}`)
            : entry.actor.name}{' '}
          {entry.kind === 'comment' && entry.recordedBy !== null && (
            <>({t('timeline.recordedBy', { name: entry.recordedBy })}) </>
          )}
          · <Moment at={entry.at} />
        </span>
      </div>
      {entry.kind === 'comment' && <CommentBody entry={entry} ticketId={ticketId} />}
      {entry.kind === 'letter' && <EmailBody entry={entry} />}
      {entry.kind === 'action' && <ActionBody entry={entry} />}
    </li>
  );
};
