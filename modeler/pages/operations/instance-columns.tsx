import type { TFunction } from 'i18next';
import type { Column } from '../../table/columns.js';
import { Moment } from '../../time/moment.js';
import { InstanceStateTag } from './instance-state.js';
import type { Instance } from './instances-query.js';

/** The columns of the list of instances. */
export const instanceColumns = (t: TFunction<'operations'>): readonly Column<Instance>[] => [
  {
    id: 'state',
    title: t('column.state'),
    width: '140px',
    sortable: true,
    cell: ({ state, hasIncident }) => <InstanceStateTag state={state} hasIncident={hasIncident} />,
  },
  {
    id: 'processDefinitionName',
    title: t('column.process'),
    width: 'minmax(160px, 3fr)',
    sortable: true,
    cell: ({ processDefinitionName, processDefinitionId }) => processDefinitionName ?? processDefinitionId,
  },
  {
    id: 'processDefinitionVersion',
    title: t('column.version'),
    width: '80px',
    align: 'end',
    sortable: true,
    cell: ({ processDefinitionVersion }) => processDefinitionVersion,
  },
  {
    id: 'businessId',
    title: t('column.businessId'),
    width: 'minmax(100px, 2fr)',
    sortable: true,
    cell: ({ businessId }) => businessId ?? '—',
  },
  {
    id: 'processInstanceKey',
    title: t('column.key'),
    width: '170px',
    sortable: true,
    cell: ({ processInstanceKey }) => <code>{processInstanceKey}</code>,
  },
  {
    id: 'startDate',
    title: t('column.started'),
    width: '120px',
    sortable: true,
    cell: ({ startDate }) => <Moment at={startDate} />,
  },
  {
    id: 'endDate',
    title: t('column.ended'),
    width: '120px',
    sortable: true,
    cell: ({ endDate }) => (endDate === null ? '—' : <Moment at={endDate} />),
  },
];
