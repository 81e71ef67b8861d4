import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../states/empty-state.js';
import { Loaded } from '../../states/loaded.js';
import type { Column } from '../../table/columns.js';
import { VirtualTable } from '../../table/virtual-table.js';
import { Moment } from '../../time/moment.js';
import { desksQuery } from '../ticket/ticket-data.js';
import { emailsQuery, type MailFilters, type MailSummary } from './mail-data.js';
import styles from './mail-page.module.css';
import { MailStateTag } from './mail-state-tag.js';

interface MailListProps {
  readonly filters: MailFilters;
  /** The address's query, which links keep. */
  readonly query: string;
  readonly chosen: string | undefined;
  readonly onClear: () => void;
}

const ROW_HEIGHT = 60;

const useColumns = (): readonly Column<MailSummary>[] => {
  const { t } = useTranslation('mail');
  return [
    {
      id: 'email',
      title: t('columns.email'),
      width: 'minmax(160px, 1fr)',
      cell: ({ direction, from, to, subject }) => (
        <>
          <div className={styles['subject']}>
            {direction === 'in' ? (
              <ArrowDownOutlined aria-label={t('direction.in')} className={styles['in'] ?? ''} />
            ) : (
              <ArrowUpOutlined aria-label={t('direction.out')} className={styles['out'] ?? ''} />
            )}{' '}
            {subject === '' ? t('noSubject') : subject}
          </div>
          <div className={styles['who']}>{direction === 'in' ? from : `→ ${to}`}</div>
        </>
      ),
    },
    {
      id: 'state',
      title: t('columns.state'),
      width: '128px',
      cell: ({ state, ticket }) => (
        <>
          <MailStateTag state={state} />
          {ticket !== null && <div className={styles['who']}>{ticket.number}</div>}
        </>
      ),
    },
    { id: 'at', title: t('columns.at'), width: '96px', align: 'end', cell: ({ at }) => <Moment at={at} /> },
  ];
};

/** The emails, newest first. */
export const MailList = ({ filters, query, chosen, onClear }: MailListProps) => {
  const { t } = useTranslation('mail');
  const columns = useColumns();
  const emails = useInfiniteQuery(emailsQuery(filters));
  const { data: desks = [] } = useQuery(desksQuery);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = emails;
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const addresses = desks.flatMap((desk) => desk.addresses).join(', ');
  return (
    <Loaded query={emails}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState
            title={t(filtered ? 'empty.filtered' : 'empty.title')}
            text={t(filtered ? 'empty.filteredText' : 'empty.text', { addresses })}
            actions={filtered && <Button onClick={onClear}>{t('empty.clear')}</Button>}
          />
        ) : (
          <VirtualTable
            label={t('title')}
            columns={columns}
            rows={rows}
            rowHeight={ROW_HEIGHT}
            keyOf={({ mailId }) => mailId}
            linkOf={({ mailId }) => `/mail/${mailId}${query}`}
            toneOf={({ mailId, state }) => (mailId === chosen ? 'chosen' : state === 'failed' ? 'danger' : undefined)}
            onEnd={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
          />
        )
      }
    </Loaded>
  );
};
