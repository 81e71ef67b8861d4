import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Page } from '../../layout/page.js';
import { EmptyState } from '../../states/empty-state.js';
import { ErrorState } from '../../states/error-state.js';
import { LoadingRows } from '../../states/loading.js';
import type { Sorting } from '../../table/columns.js';
import { VirtualTable } from '../../table/virtual-table.js';
import { AwayNotice } from './away-notice.js';
import { instanceColumns } from './instance-columns.js';
import { readFilters, readSorting, writeFilters, writeSorting, type InstanceFilters } from './instance-filters.js';
import { InstanceToolbar } from './instance-toolbar.js';
import { instancesQuery } from './instances-query.js';
import styles from './operations.module.css';

/** All process instances, filtered and sorted as the address says. */
export const InstancesPage = () => {
  const { t, i18n } = useTranslation('operations');
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const filters = useMemo(() => readFilters(address), [address]);
  const sorting = useMemo(() => readSorting(address), [address]);
  const query = useInfiniteQuery({ ...instancesQuery(filters, sorting), placeholderData: keepPreviousData });
  const columns = useMemo(() => instanceColumns(t), [t]);

  const filterBy = (next: InstanceFilters): void => setAddress(writeFilters(address, next), { replace: true });
  const sortBy = (next: Sorting): void => setAddress(writeSorting(address, next), { replace: true });

  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const counted = query.data?.pages[0]?.page;
  const count = counted?.totalItems ?? 0;
  const number = new Intl.NumberFormat(i18n.language).format(count);

  const content = () => {
    if (query.isError && query.data === undefined)
      return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    if (query.data === undefined) return <LoadingRows />;
    if (rows.length === 0 && Object.keys(filters).length > 0) {
      return (
        <EmptyState
          title={t('list.nothingFound')}
          text={t('list.nothingFoundText')}
          actions={<Button onClick={() => filterBy({})}>{t('filter.clear')}</Button>}
        />
      );
    }
    if (rows.length === 0) {
      return (
        <EmptyState
          title={t('list.empty')}
          text={t('list.emptyText')}
          actions={<Button onClick={() => void navigate('/processes')}>{t('list.goToProcesses')}</Button>}
        />
      );
    }
    return (
      <VirtualTable
        label={t('title')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.processInstanceKey}
        linkOf={(row) => `/operations/${row.processInstanceKey}`}
        toneOf={(row) => (row.hasIncident && row.state === 'ACTIVE' ? 'danger' : undefined)}
        sorting={sorting}
        onSort={sortBy}
        onEnd={query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined}
        footer={query.isFetchingNextPage ? <LoadingRows rows={2} /> : undefined}
      />
    );
  };

  return (
    <Page
      title={t('title')}
      aside={
        counted !== undefined && (
          <span className={styles['count']} aria-live="polite">
            {counted.hasMoreTotalItems ? t('list.countMore', { number }) : t('list.count', { count, number })}
          </span>
        )
      }
      toolbar={<InstanceToolbar filters={filters} onChange={filterBy} />}
      notice={<AwayNotice />}
    >
      {content()}
    </Page>
  );
};
