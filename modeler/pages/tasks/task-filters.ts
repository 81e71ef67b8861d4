import type { userTaskSearch } from '../../../api/contract/v2/user-tasks.js';
import type { Body } from '../../api/contract.js';
import type { Sorting } from '../../table/columns.js';

type Search = Body<typeof userTaskSearch>;
type Filter = NonNullable<Search['filter']>;
type SortField = NonNullable<Search['sort']>[number]['field'];

/** Whose tasks. */
export const taskViews = ['mine', 'groups', 'unassigned', 'all'] as const;
export type TaskView = (typeof taskViews)[number];

/** Which tasks by their state. */
export const taskStates = ['open', 'completed', 'any'] as const;
export type TaskState = (typeof taskStates)[number];

/** What the list of tasks shows, as it stands in the address. */
export interface TaskFilters {
  readonly view: TaskView;
  readonly state: TaskState;
  readonly process?: string;
  /** Part of a task's name. */
  readonly text?: string;
}

/** Who looks: their name and the groups they are in. */
export interface Reader {
  readonly name: string;
  readonly groups: readonly string[];
}

const sortFields: readonly SortField[] = ['name', 'priority', 'dueDate', 'creationDate'];

const oneOf = <Name extends string>(names: readonly Name[], text: string | null, otherwise: Name): Name =>
  names.find((name) => name === text) ?? otherwise;

/** Reads the filters of an address; what makes no sense is as good as missing. */
export const readFilters = (address: URLSearchParams): TaskFilters => {
  const process = address.get('process');
  const text = address.get('text')?.trim() ?? '';
  return {
    view: oneOf(taskViews, address.get('view'), 'mine'),
    state: oneOf(taskStates, address.get('state'), 'open'),
    ...(process === null ? {} : { process }),
    ...(text === '' ? {} : { text }),
  };
};

/** Writes filters into an address; defaults are not written, what else stands there stays. */
export const writeFilters = (address: URLSearchParams, filters: TaskFilters): URLSearchParams => {
  const next = new URLSearchParams(address);
  const values = {
    view: filters.view === 'mine' ? undefined : filters.view,
    state: filters.state === 'open' ? undefined : filters.state,
    process: filters.process,
    text: filters.text?.trim(),
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
};

/** What the address sorts by; the most important first when it says nothing. */
export const readSorting = (address: URLSearchParams): Sorting => {
  const column = sortFields.find((field) => field === address.get('sort'));
  return column === undefined
    ? { column: 'priority', order: 'DESC' }
    : { column, order: address.get('order') === 'desc' ? 'DESC' : 'ASC' };
};

/** The search's order: what was chosen, the oldest first among equals. */
export const searchSort = ({ column, order }: Sorting): NonNullable<Search['sort']> => {
  const field = sortFields.find((known) => known === column) ?? 'priority';
  return [{ field, order }, ...(field === 'creationDate' ? [] : [{ field: 'creationDate', order: 'ASC' } as const])];
};

const viewFilter = (view: TaskView, { name, groups }: Reader): Filter => {
  switch (view) {
    case 'mine':
      return { assignee: name };
    case 'groups':
      return { assignee: { $exists: false }, candidateGroup: { $in: [...groups] } };
    case 'unassigned':
      return { assignee: { $exists: false } };
    case 'all':
      return {};
  }
};

const stateFilter: Readonly<Record<TaskState, Filter>> = {
  open: { state: { $in: ['CREATED', 'COMPLETING'] } },
  completed: { state: 'COMPLETED' },
  any: {},
};

const escaped = (text: string): string => text.replaceAll(/[\\*?]/g, (sign) => `\\${sign}`);

/** The search that the filters stand for. */
export const searchFilter = ({ view, state, process, text }: TaskFilters, reader: Reader): Filter => ({
  ...viewFilter(view, reader),
  ...stateFilter[state],
  ...(process === undefined ? {} : { processDefinitionId: process }),
  ...(text === undefined ? {} : { name: { $like: `*${escaped(text)}*` } }),
});
