import { PaperClipOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isProblem } from '../../api/problem-error.js';
import { request } from '../../api/request.js';
import { say } from '../../feedback/feedback.js';
import { useFailure } from '../../feedback/use-failure.js';
import { keyOf } from '../../query/keys.js';
import { usePermission } from '../../session/session.js';
import { EmptyState } from '../../states/empty-state.js';
import { Loaded } from '../../states/loaded.js';
import { Moment } from '../../time/moment.js';
import { fileSize } from '../ticket/file-size.js';
import styles from './email-pane.module.css';
import { emailQuery, rawPath, rawQuery, readingPath, type MailMessage } from './mail-data.js';
import { reasonText } from './reason-text.js';

const views = ['text', 'headers', 'raw'] as const;

type View = (typeof views)[number];

/** An email that was given up is read again, once the obstacle has been removed. */
const ReadAgain = ({ mailId }: Pick<MailMessage, 'mailId'>) => {
  const { t } = useTranslation('mail');
  const client = useQueryClient();
  const failed = useFailure();
  const again = useMutation({
    mutationFn: () => request('POST', readingPath(mailId)),
    onSuccess: () => say(({ message }) => message.success(t('again.done'))),
    onError: failed,
    onSettled: () => client.invalidateQueries({ queryKey: keyOf('mail') }),
  });
  return (
    <Button size="small" loading={again.isPending} onClick={() => again.mutate()}>
      {t('again.action')}
    </Button>
  );
};

/** Which ticket the email became or is about, or why it became none. */
const Became = ({ email: { mailId, state, reason, ticket, attempts } }: { readonly email: MailMessage }) => {
  const { t } = useTranslation('mail');
  const known: Readonly<Record<string, string>> = t('reasons', { returnObjects: true });
  const mayRead = usePermission('instances.start');
  const made = state === 'ticket' || state === 'comment';
  const tried = (state === 'pending' && attempts > 0) || (state === 'received' && reason !== null);
  const type = state === 'failed' || state === 'refused' ? 'error' : tried || state === 'kept' ? 'warning' : 'info';
  return (
    <Alert
      type={type}
      action={state === 'failed' && mayRead && <ReadAgain mailId={mailId} />}
      title={
        <>
          {t(`became.${state === 'received' && tried ? 'waits' : state}`)}{' '}
          {reason !== null && `${t('because', { reason: reasonText(reason, known) })} `}
          {ticket !== null && (
            <>
              {!made && `${t('about')} `}
              <Link to={`/tickets/${ticket.ticketId}`}>{ticket.number}</Link>
            </>
          )}
          {tried && ` (${t('attempts', { count: attempts })})`}
        </>
      }
    />
  );
};

const Raw = ({ mailId }: { readonly mailId: string }) => {
  const { t } = useTranslation('mail');
  return (
    <Loaded query={useQuery(rawQuery(mailId))}>
      {(raw) => (
        <>
          <a href={rawPath(mailId)} download>
            {t('download')}
          </a>
          <pre className={styles['raw']}>{raw}</pre>
        </>
      )}
    </Loaded>
  );
};

const Headers = ({ headers }: Pick<MailMessage, 'headers'>) => (
  <dl className={styles['headers']}>
    {headers.map(({ name, value }, index) => (
      <div key={index}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

const Attachments = ({ attachments }: Pick<MailMessage, 'attachments'>) => {
  const { t, i18n } = useTranslation('mail');
  return (
    <section aria-label={t('attachments')}>
      <ul className={styles['attachments']}>
        {attachments.map(({ name, mediaType, size }, index) => (
          <li key={index} title={mediaType}>
            <PaperClipOutlined aria-hidden /> {name} <span>{fileSize(size, i18n.language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Email = ({ email }: { readonly email: MailMessage }) => {
  const { t } = useTranslation('mail');
  const [view, setView] = useState<View>('text');
  return (
    <article className={styles['email']}>
      <h2 className={styles['subject']}>{email.subject === '' ? t('noSubject') : email.subject}</h2>
      <dl className={styles['envelope']}>
        <dt>{t('from')}</dt>
        <dd>{email.from}</dd>
        <dt>{t('to')}</dt>
        <dd>{email.to}</dd>
        <dt>{t('at')}</dt>
        <dd>
          <Moment at={email.sentAt ?? email.at} show="absolute" />
        </dd>
      </dl>
      <Became email={email} />
      <Segmented
        value={view}
        options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
        onChange={setView}
        className={styles['views'] ?? ''}
      />
      {view === 'text' && (
        <>
          <div className={styles['text']} data-empty={email.text.trim() === '' || undefined}>
            {email.text.trim() === '' ? t('noText') : email.text}
          </div>
          {email.attachments.length > 0 && <Attachments attachments={email.attachments} />}
        </>
      )}
      {view === 'headers' && <Headers headers={email.headers} />}
      {view === 'raw' && <Raw mailId={email.mailId} />}
    </article>
  );
};

/** One email to read. */
export const EmailPane = ({ mailId }: { readonly mailId: string }) => {
  const { t } = useTranslation('mail');
  const query = useQuery(emailQuery(mailId));
  return query.data === undefined &&
    (isProblem(query.error, 'not-found') || isProblem(query.error, 'validation-failed')) ? (
    <EmptyState title={t('notFound.title')} text={t('notFound.text')} />
  ) : (
    <Loaded query={query}>{(email) => <Email email={email} />}</Loaded>
  );
};
