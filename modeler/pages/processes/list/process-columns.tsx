import { Tag } from 'antd';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Column } from '../../../table/columns.js';
import { Moment } from '../../../time/moment.js';
import { pathOf, type ProcessRow } from './process-queries.js';
import styles from './process-columns.module.css';
import { RowActions } from './row-actions.js';
import { VersionsButton } from './versions-button.js';

type Text = TFunction<'processes'>;

const Name = ({ row }: { readonly row: ProcessRow }) => (
  <div className={styles['two']}>
    <Link to={pathOf(row)} className={styles['name']}>
      {row.name}
    </Link>
    {row.processId !== null && row.processId !== row.name && <code>{row.processId}</code>}
  </div>
);

/** An instant, and who it was. */
const When = ({ at, by }: { readonly at: string; readonly by: string | null }) => (
  <div className={styles['two']}>
    <Moment at={at} />
    {by !== null && <span>{by}</span>}
  </div>
);

const Running = ({ row, t }: { readonly row: ProcessRow; readonly t: Text }) => (
  <>
    {row.activeInstances}
    {row.incidents > 0 && (
      <Tag color="error" className={styles['incidents'] ?? ''}>
        {t('list.incidents', { count: row.incidents })}
      </Tag>
    )}
  </>
);

/** The columns of the list of processes. */
export const processColumns = (t: Text): readonly Column<ProcessRow>[] => [
  { id: 'name', title: t('list.name'), width: 'minmax(220px, 3fr)', cell: (row) => <Name row={row} /> },
  {
    id: 'version',
    title: t('list.version'),
    width: 'minmax(110px, 1fr)',
    cell: ({ latest, processId }) =>
      latest === null || processId === null ? (
        <span className={styles['none']}>{t('list.notDeployed')}</span>
      ) : (
        <VersionsButton processId={processId} latest={latest} />
      ),
  },
  {
    id: 'deployed',
    title: t('list.deployed'),
    width: 'minmax(120px, 1fr)',
    cell: ({ latest }) => latest && <When at={latest.deployedAt} by={latest.deployedBy} />,
  },
  {
    id: 'draft',
    title: t('list.draft'),
    width: 'minmax(120px, 1fr)',
    cell: ({ draft }) => draft && <When at={draft.changedAt} by={draft.changedBy} />,
  },
  {
    id: 'running',
    title: t('list.running'),
    width: 'minmax(120px, 1fr)',
    cell: (row) => <Running row={row} t={t} />,
  },
  { id: 'actions', title: '', width: '168px', align: 'end', cell: (row) => <RowActions row={row} /> },
];
