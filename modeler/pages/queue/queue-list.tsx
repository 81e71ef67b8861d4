import { Button } from 'antd';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useShortcut } from '../../keyboard/use-shortcut.js';
import { useSession } from '../../session/session.js';
import { EmptyState } from '../../states/empty-state.js';
import { Loaded } from '../../states/loaded.js';
import { VirtualTable } from '../../table/virtual-table.js';
import type { Desk } from '../ticket/ticket-data.js';
import { useQueue, type QueueRow } from './queue-data.js';
import { useQueueColumns } from './queue-columns.js';
import type { QueueFilters } from './queue-filters.js';
import styles from './queue-page.module.css';
import { focusRow } from '../../table/row-focus.js';

interface QueueListProps {
  readonly desk: Desk;
  readonly filters: QueueFilters;
  readonly onClear: () => void;
  /** The button that registers a ticket. */
  readonly create: React.ReactNode;
}

const ROW_HEIGHT = 56;

const toneOf = ({ clocks }: QueueRow): 'danger' | undefined =>
  clocks.some(({ breached, state }) => breached && state === 'running') ? 'danger' : undefined;

/** The queue of a desk; `j` and `k` walk through it. */
export const QueueList = ({ desk, filters, onClear, create }: QueueListProps) => {
  const { t } = useTranslation('queue');
  const list = useRef<HTMLDivElement>(null);
  const query = useQueue(desk.code, filters, useSession().name);
  const { refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const readAnew = useCallback(() => void refetch(), [refetch]);
  const columns = useQueueColumns(desk, readAnew);
  useShortcut('j', t('keys.next'), t('title'), () => focusRow(list.current, 1));
  useShortcut('k', t('keys.previous'), t('title'), () => focusRow(list.current, -1));

  const navigate = useNavigate();
  const showOpen = (): void => {
    const { status } = filters;
    const wanted = { state: 'open', desk: desk.code, ...(status === undefined ? {} : { status }) };
    void navigate(`/queue/tickets?${new URLSearchParams(wanted).toString()}`);
  };

  const filtered = filters.assignee !== 'all' || filters.status !== undefined;
  return (
    <div ref={list} className={styles['list']}>
      <Loaded query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState
              title={t(filtered ? 'empty.filtered' : 'empty.title')}
              text={t(filtered ? 'empty.filteredText' : 'empty.text', { addresses: desk.addresses.join(', ') })}
              actions={
                <>
                  <Button onClick={showOpen}>{t('empty.open')}</Button>
                  {filtered ? <Button onClick={onClear}>{t('empty.clear')}</Button> : create}
                </>
              }
            />
          ) : (
            <VirtualTable
              label={t('title')}
              columns={columns}
              rows={rows}
              rowHeight={ROW_HEIGHT}
              keyOf={({ ticket }) => ticket.ticketId}
              linkOf={({ ticket }) => `/tickets/${ticket.ticketId}`}
              toneOf={toneOf}
              onEnd={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
            />
          )
        }
      </Loaded>
    </div>
  );
};
