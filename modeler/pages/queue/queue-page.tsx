import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useShortcut } from '../../keyboard/use-shortcut.js';
import { Page } from '../../layout/page.js';
import { usePermission, useSession } from '../../session/session.js';
import { EmptyState } from '../../states/empty-state.js';
import { Loaded } from '../../states/loaded.js';
import { desksQuery } from '../ticket/ticket-data.js';
import { useQueue } from './queue-data.js';
import { useQueueFilters } from './queue-filters.js';
import { QueueList } from './queue-list.js';
import styles from './queue-page.module.css';

// The rows come first: on a slow line the fields of the toolbar would hold them up.
export const loadToolbar = () => import('./queue-toolbar.js').then((module) => ({ default: module.QueueToolbar }));
const QueueToolbar = lazy(loadToolbar);

const NewTicketDialog = lazy(() =>
  import('../ticket/new-ticket-dialog.js').then((module) => ({ default: module.NewTicketDialog })),
);

/** The engineer's start page: one list, in the order of the regulation. */
export const QueuePage = () => {
  const { t, i18n } = useTranslation('queue');
  const navigate = useNavigate();
  const desks = useQuery(desksQuery);
  const [filters, change] = useQueueFilters();
  const [creating, setCreating] = useState(false);
  const desk = desks.data?.find(({ code }) => code === filters.desk) ?? desks.data?.[0];
  const total = useQueue(desk?.code, filters, useSession().name).data?.total;
  const mayCreate = usePermission('instances.start') && desk !== undefined;
  const open = (): void => setCreating(true);
  useShortcut('c', t('new'), t('title'), mayCreate ? open : undefined);

  const find = (): void => void navigate('/queue/tickets');
  useShortcut('/', t('find'), t('title'), find);

  const create = mayCreate && (
    <Button type="primary" onClick={open}>
      {t('new')}
    </Button>
  );
  return (
    <Page
      title={t('title')}
      aside={
        desk !== undefined && (
          <>
            {desk.name}
            {total !== undefined && (
              <span className={styles['count']} aria-live="polite">
                {t('count', { count: total, number: new Intl.NumberFormat(i18n.language).format(total) })}
              </span>
            )}
          </>
        )
      }
      actions={
        <>
          <Button onClick={find}>{t('find')}</Button>
          {create}
        </>
      }
      toolbar={
        desk === undefined ? undefined : (
          <Suspense fallback={<div className={styles['toolbarLoading']} aria-busy />}>
            <QueueToolbar desks={desks.data ?? []} desk={desk} filters={filters} onChange={change} />
          </Suspense>
        )
      }
    >
      <Loaded query={desks}>
        {() =>
          desk === undefined ? (
            <EmptyState title={t('noDesk.title')} text={t('noDesk.text')} />
          ) : (
            <QueueList
              key={desk.code}
              desk={desk}
              filters={filters}
              create={create}
              onClear={() => change({ assignee: 'all', status: undefined })}
            />
          )
        }
      </Loaded>
      {creating && (
        <Suspense>
          <NewTicketDialog
            desks={desks.data ?? []}
            desk={desk?.code}
            onClose={() => setCreating(false)}
            onCreated={(ticketId) => void navigate(`/tickets/${ticketId}`)}
          />
        </Suspense>
      )}
    </Page>
  );
};
