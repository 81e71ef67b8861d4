import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page } from '../../layout/page.js';
import { useSession } from '../../session/session.js';
import { EmptyState } from '../../states/empty-state.js';
import { ErrorState } from '../../states/error-state.js';
import { LoadingRows } from '../../states/loading.js';
import { VirtualTable } from '../../table/virtual-table.js';
import { useNow } from '../../time/now.js';
import { taskColumns } from './task-columns.js';
import { readFilters, readSorting, writeFilters, type TaskFilters } from './task-filters.js';
import { tasksQuery, type Task } from './task-queries.js';
import { isFiltered, TaskToolbar } from './task-toolbar.js';
import styles from './tasks.module.css';

interface NoTasksProps {
  readonly filters: TaskFilters;
  onChange(filters: TaskFilters): void;
}

const NoTasks = ({ filters, onChange }: NoTasksProps) => {
  const { t } = useTranslation('tasks');
  if (isFiltered(filters)) {
    return (
      <EmptyState
        title={t('list.nothingFound')}
        text={t('list.nothingFoundText')}
        actions={<Button onClick={() => onChange({ view: filters.view, state: 'open' })}>{t('filter.clear')}</Button>}
      />
    );
  }
  if (filters.view !== 'mine') return <EmptyState title={t('list.empty')} text={t('list.emptyText')} />;
  return (
    <EmptyState
      title={t('list.emptyMine')}
      text={t('list.emptyText')}
      actions={
        <Button type="primary" onClick={() => onChange({ ...filters, view: 'unassigned' })}>
          {t('list.seeUnassigned')}
        </Button>
      }
    />
  );
};

/** The tasks of people, filtered and sorted as the address says. */
export const TasksPage = () => {
  const { t, i18n } = useTranslation('tasks');
  const { name, roles } = useSession();
  const now = useNow();
  const [address, setAddress] = useSearchParams();
  const filters = useMemo(() => readFilters(address), [address]);
  const sorting = useMemo(() => readSorting(address), [address]);
  const reader = useMemo(() => ({ name, groups: roles }), [name, roles]);
  const query = useInfiniteQuery({ ...tasksQuery(filters, sorting, reader), placeholderData: keepPreviousData });
  const columns = useMemo(() => taskColumns(t), [t]);
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);

  const filterBy = (next: TaskFilters): void => setAddress(writeFilters(address, next), { replace: true });
  const isLate = ({ dueDate, state }: Task): boolean =>
    state === 'CREATED' && dueDate !== null && new Date(dueDate) < now;

  const counted = query.data?.pages[0]?.page;
  const count = counted?.totalItems ?? 0;
  const number = new Intl.NumberFormat(i18n.language).format(count);

  const content = () => {
    if (query.isError && query.data === undefined)
      return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    if (query.data === undefined) return <LoadingRows />;
    if (rows.length === 0) return <NoTasks filters={filters} onChange={filterBy} />;
    return (
      <VirtualTable
        label={t('title')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.userTaskKey}
        linkOf={(row) => `/tasks/${row.userTaskKey}`}
        toneOf={(row) => (isLate(row) ? 'danger' : undefined)}
        sorting={sorting}
        onSort={({ column, order }) => {
          const next = new URLSearchParams(address);
          next.set('sort', column);
          next.set('order', order.toLowerCase());
          setAddress(next, { replace: true });
        }}
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
      toolbar={<TaskToolbar filters={filters} onChange={filterBy} />}
    >
      {content()}
    </Page>
  );
};
