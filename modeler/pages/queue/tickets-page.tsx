import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useShortcut } from '../../keyboard/use-shortcut.js';
import { Page } from '../../layout/page.js';
import { EmptyState } from '../../states/empty-state.js';
import { Loaded } from '../../states/loaded.js';
import { focusRow } from '../../table/row-focus.js';
import { VirtualTable } from '../../table/virtual-table.js';
import { desksQuery } from '../ticket/ticket-data.js';
import styles from './queue-page.module.css';
import { useTicketFilters } from './ticket-filters.js';
import { useTicketsColumns } from './tickets-columns.js';
import { ticketsQuery } from './tickets-data.js';
import { TicketsToolbar } from './tickets-toolbar.js';

const ROW_HEIGHT = 56;
const NOTHING = { q: undefined, desk: undefined, status: undefined, state: 'all' } as const;

/** All tickets, also those that wait for nobody and those that are closed. */
export const TicketsPage = () => {
  const { t } = useTranslation('queue');
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  const [filters, change] = useTicketFilters();
  const { data: desks = [] } = useQuery(desksQuery);
  const query = useInfiniteQuery(ticketsQuery(filters));
  const columns = useTicketsColumns(desks);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const [cleared, setCleared] = useState(0);
  const clear = (): void => {
    change(NOTHING);
    setCleared((times) => times + 1);
  };
  const toQueue = (): void => void navigate('/queue');
  useShortcut('j', t('keys.next'), t('tickets.title'), () => focusRow(list.current, 1));
  useShortcut('k', t('keys.previous'), t('tickets.title'), () => focusRow(list.current, -1));
  useShortcut('u', t('tickets.toQueue'), t('tickets.title'), toQueue);

  const filtered =
    filters.state !== 'all' || [filters.q, filters.desk, filters.status].some((one) => one !== undefined);
  return (
    <Page
      title={t('tickets.title')}
      actions={<Button onClick={toQueue}>{t('tickets.toQueue')}</Button>}
      toolbar={<TicketsToolbar key={cleared} desks={desks} filters={filters} onChange={change} />}
    >
      <div ref={list} className={styles['list']}>
        <Loaded query={query}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState
                title={t(filtered ? 'empty.filtered' : 'tickets.empty')}
                text={t(filtered ? 'empty.filteredText' : 'tickets.emptyText')}
                actions={filtered && <Button onClick={clear}>{t('empty.clear')}</Button>}
              />
            ) : (
              <VirtualTable
                label={t('tickets.title')}
                columns={columns}
                rows={rows}
                rowHeight={ROW_HEIGHT}
                keyOf={({ ticketId }) => ticketId}
                linkOf={({ ticketId }) => `/tickets/${ticketId}`}
                onEnd={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
              />
            )
          }
        </Loaded>
      </div>
    </Page>
  );
};
