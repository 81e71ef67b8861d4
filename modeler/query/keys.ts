/**
 * The kinds of things the server keeps, as the query layer and the live events name them. The first part of every query
 * key is one of these: a live event about a topic makes all queries under it stale.
 */
export const resources = [
  'session',
  'processes',
  'drafts',
  'instances',
  'incidents',
  'jobs',
  'tasks',
  'forms',
  'desks',
  'tickets',
  'queue',
  'mail',
  'calendars',
  'parts',
] as const;

export type Resource = (typeof resources)[number];

/** Key of a query: the resource, then what makes the query differ from others of it. */
export type QueryKey = readonly [Resource, ...unknown[]];

/** Builds a query key. */
export const keyOf = (resource: Resource, ...parts: readonly unknown[]): QueryKey => [resource, ...parts];
