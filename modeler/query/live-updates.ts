import type { Query, QueryClient } from '@tanstack/react-query';
import type { LiveEvent } from '../live/live-events.js';
import type { Resource } from './keys.js';

/** What an event about one resource makes stale besides: an instance that went on has other tasks, jobs,
 * incidents, its process other counts, and its ticket another place and other clocks. */
const touched: Readonly<Partial<Record<Resource, readonly Resource[]>>> = {
  instances: ['instances', 'incidents', 'tasks', 'jobs', 'processes', 'tickets', 'queue'],
  drafts: ['drafts', 'processes'],
  tasks: ['tasks', 'tickets', 'queue'],
  tickets: ['tickets', 'queue'],
  mail: ['mail', 'tickets'],
  calendars: ['calendars', 'tickets', 'queue'],
};

/**
 * Is a query stale after these events? Queries about one thing (`[resource, 'one', key, …]`) only when it is named, or
 * when an event names nothing.
 */
export const isTouched = (query: Pick<Query, 'queryKey'>, events: readonly LiveEvent[]): boolean =>
  events.some(({ topic, keys }) => {
    const [resource, kind, key] = query.queryKey as readonly [Resource, ...unknown[]];
    if (!(touched[topic] ?? [topic]).includes(resource)) return false;
    return kind !== 'one' || resource !== topic || keys.length === 0 || keys.some((named) => named === key);
  });

/** Makes the queries stale that events are about; those on screen are asked again. */
export const applyLiveEvents = (client: QueryClient, events: readonly LiveEvent[]): void => {
  void client.invalidateQueries({ predicate: (query) => isTouched(query, events) });
};
