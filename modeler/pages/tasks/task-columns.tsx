import type { TFunction } from 'i18next';
import type { Column } from '../../table/columns.js';
import { Moment } from '../../time/moment.js';
import type { Task } from './task-queries.js';
import { TaskStateTag } from './task-state.js';

/** The columns of the list of tasks. */
export const taskColumns = (t: TFunction<'tasks'>): readonly Column<Task>[] => [
  {
    id: 'name',
    title: t('column.name'),
    width: 'minmax(140px, 3fr)',
    sortable: true,
    cell: ({ name, elementId }) => name ?? elementId,
  },
  {
    id: 'process',
    title: t('column.process'),
    width: 'minmax(110px, 2fr)',
    cell: ({ processName, processDefinitionId }) => processName ?? processDefinitionId,
  },
  { id: 'assignee', title: t('column.assignee'), width: 'minmax(90px, 1fr)', cell: ({ assignee }) => assignee ?? '—' },
  {
    id: 'groups',
    title: t('column.groups'),
    width: 'minmax(90px, 1fr)',
    cell: ({ candidateGroups }) => (candidateGroups.length === 0 ? '—' : candidateGroups.join(', ')),
  },
  {
    id: 'priority',
    title: t('column.priority'),
    width: '90px',
    align: 'end',
    sortable: true,
    cell: ({ priority }) => priority,
  },
  {
    id: 'dueDate',
    title: t('column.due'),
    width: '100px',
    sortable: true,
    cell: ({ dueDate }) => (dueDate === null ? '—' : <Moment at={dueDate} />),
  },
  {
    id: 'creationDate',
    title: t('column.created'),
    width: '110px',
    sortable: true,
    cell: ({ creationDate }) => <Moment at={creationDate} />,
  },
  { id: 'state', title: t('column.state'), width: '120px', cell: ({ state }) => <TaskStateTag state={state} /> },
];
