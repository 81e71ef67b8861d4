import type { Pool } from 'pg';
import type { Definitions } from '../definitions/definitions.js';
import type { EntityKey } from '../engine.js';

/** What a command is about. */
export type Subject =
  | { readonly job: EntityKey }
  | { readonly task: EntityKey }
  | { readonly incident: EntityKey }
  | { readonly element: EntityKey }
  | { readonly process: EntityKey };

/**
 * Says in one sentence what an entity is now: which element, in which state, since when. Undefined when there is no such
 * entity.
 */
export type DescribeEntity = (subject: Subject) => Promise<string | undefined>;

type Kind = 'job' | 'task' | 'incident' | 'element' | 'process';

const nouns: Readonly<Record<Kind, string>> = {
  job: 'job',
  task: 'user task',
  incident: 'incident',
  element: 'element instance',
  process: 'process instance',
};

/** One row per kind: element, state, when it came to that, and the definition that has the element's name. */
const queries: Readonly<Record<Kind, string>> = {
  job: `select x.element_id as element, x.state, x.ended_at as at, p.hash from jobs x
    join process_instances p on p.number = x.instance where x.key = $1`,
  task: `select x.element_id as element, x.state, x.ended_at as at, p.hash from user_tasks x
    join process_instances p on p.number = x.instance where x.key = $1`,
  incident: `select x.element_id as element, x.state, x.resolved_at as at, p.hash from incidents x
    join process_instances p on p.number = x.instance where x.key = $1`,
  element: `select x.element_id as element, x.state, x.ended_at as at, p.hash from element_instances x
    join process_instances p on p.number = x.instance where x.key = $1`,
  process: `select p.process_id as element, p.status as state, p.ended_at as at, p.hash from process_instances p
    join element_instances e on e.instance = p.number and e.scope is null where e.key = $1`,
};

interface Row {
  readonly element: string;
  readonly state: string;
  readonly at: Date | null;
  readonly hash: string;
}

/** How a state is said; `at` follows where there is one. */
const verbs: Readonly<Record<string, string>> = {
  blocked: 'has failed and waits behind an incident',
  open: 'is open',
  active: 'is active',
  completed: 'was completed',
  errored: 'ended with a BPMN error',
  cancelled: 'was cancelled',
  terminated: 'was terminated',
  resolved: 'was resolved',
};

const kindOf = (subject: Subject): { kind: Kind; key: EntityKey } => {
  const [kind, key] = Object.entries(subject)[0] as [Kind, EntityKey];
  return { kind, key };
};

/** The message about a key that no entity has. */
export const notFoundMessage = (subject: Subject): string => {
  const { kind, key } = kindOf(subject);
  return `There is no ${nouns[kind]} ${key}.`;
};

export function createDescribeEntity({
  pool,
  definitions,
}: {
  readonly pool: Pool;
  readonly definitions: Definitions;
}): DescribeEntity {
  return async (subject) => {
    const { kind, key } = kindOf(subject);
    const { rows } = await pool.query<Row>(queries[kind], [key]);
    const row = rows[0];
    if (!row) return undefined;
    const { elements } = await definitions.document(row.hash);
    const name = elements[row.element]?.name;
    const what = name === undefined ? row.element : `«${name}», ${row.element}`;
    const since = row.at === null ? '' : ` at ${row.at.toISOString()}`;
    return `The ${nouns[kind]} ${key} (${what}) ${verbs[row.state] ?? `is ${row.state}`}${since}.`;
  };
}
