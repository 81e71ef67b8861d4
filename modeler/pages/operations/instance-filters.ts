import type { instanceStates, processInstanceSearch } from '../../../api/contract/v2/process-instances.js';
import type { Body } from '../../api/contract.js';
import type { Sorting } from '../../table/columns.js';

export type InstanceState = (typeof instanceStates)[number];
type Search = Body<typeof processInstanceSearch>;
type Filter = NonNullable<Search['filter']>;
type SortField = NonNullable<Search['sort']>[number]['field'];

/** What the list of instances shows, as it stands in the address. */
export interface InstanceFilters {
  readonly process?: string;
  readonly version?: number;
  readonly state?: InstanceState;
  readonly incident?: boolean;
  /** First and last day of the start, `2026-03-02`, in the reader's zone. */
  readonly from?: string;
  readonly to?: string;
  /** An instance's key, or part of a business id. */
  readonly text?: string;
}

const states: readonly InstanceState[] = ['ACTIVE', 'COMPLETED', 'TERMINATED'];
const sortFields: readonly SortField[] = [
  'processInstanceKey',
  'processDefinitionName',
  'processDefinitionVersion',
  'state',
  'startDate',
  'endDate',
  'businessId',
];
const names = ['process', 'version', 'state', 'incident', 'from', 'to', 'text'] as const;

const dayOf = (text: string | null): string | undefined =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;

const defined = (filters: { readonly [Name in keyof InstanceFilters]: InstanceFilters[Name] | undefined }) =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as InstanceFilters;

/** Reads the filters of an address; what makes no sense is left out. */
export const readFilters = (address: URLSearchParams): InstanceFilters => {
  const version = Number(address.get('version') ?? NaN);
  const incident = address.get('incident');
  return defined({
    process: address.get('process') ?? undefined,
    version: Number.isInteger(version) && version > 0 ? version : undefined,
    state: states.find((state) => state.toLowerCase() === address.get('state')),
    incident: incident === 'yes' ? true : incident === 'no' ? false : undefined,
    from: dayOf(address.get('from')),
    to: dayOf(address.get('to')),
    text: address.get('text')?.trim() || undefined,
  });
};

/** Writes filters into an address; what else stands there stays. */
export const writeFilters = (address: URLSearchParams, filters: InstanceFilters): URLSearchParams => {
  const next = new URLSearchParams(address);
  for (const name of names) {
    const value = filters[name];
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value).toLowerCase());
  }
  if (filters.process !== undefined) next.set('process', filters.process);
  if (filters.text !== undefined && filters.text !== '') next.set('text', filters.text);
  return next;
};

/** What the address sorts by; the newest first when it says nothing. */
export const readSorting = (address: URLSearchParams): Sorting => {
  const column = sortFields.find((field) => field === address.get('sort'));
  return column === undefined
    ? { column: 'startDate', order: 'DESC' }
    : { column, order: address.get('order') === 'desc' ? 'DESC' : 'ASC' };
};

/** Writes what to sort by into an address. */
export const writeSorting = (address: URLSearchParams, { column, order }: Sorting): URLSearchParams => {
  const next = new URLSearchParams(address);
  next.set('sort', column);
  next.set('order', order.toLowerCase());
  return next;
};

const startOfDay = (day: string, daysLater = 0): string => {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + daysLater);
  return date.toISOString();
};

const escaped = (text: string): string => text.replaceAll(/[\\*?]/g, (sign) => `\\${sign}`);

const textFilter = (text: string): Filter => ({
  $or: [
    { businessId: { $like: `*${escaped(text)}*` } },
    ...(/^[0-9]{1,19}$/.test(text) ? [{ processInstanceKey: text }] : []),
  ],
});

const startFilter = (from: string | undefined, to: string | undefined): Filter => ({
  startDate: {
    ...(from === undefined ? {} : { $gte: startOfDay(from) }),
    ...(to === undefined ? {} : { $lt: startOfDay(to, 1) }),
  },
});

/** The search that the filters stand for; days begin in the reader's zone. */
export const searchFilter = ({ process, version, state, incident, from, to, text }: InstanceFilters): Filter => ({
  ...(process === undefined ? {} : { processDefinitionId: process }),
  ...(version === undefined ? {} : { processDefinitionVersion: version }),
  ...(state === undefined ? {} : { state }),
  ...(incident === undefined ? {} : { hasIncident: incident }),
  ...(from === undefined && to === undefined ? {} : startFilter(from, to)),
  ...(text === undefined ? {} : textFilter(text)),
});
