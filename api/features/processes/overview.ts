import type { z } from 'zod';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import type { processOverview } from '../../contract/processes.js';
import { sql } from '../../search/columns.js';
import { likePattern } from '../../search/like.js';

/** Where a process stands in the list: its name as it is ordered, and what tells it from others of the same name. */
export interface Position {
  readonly name: string;
  readonly id: string;
}

/** A process of the list. */
export interface OverviewRow extends Position {
  readonly process_id: string | null;
  readonly shown_name: string;
  readonly key: bigint | null;
  readonly version: number | null;
  readonly version_tag: string | null;
  readonly deployed_at: Date | null;
  readonly deployed_by: string | null;
  readonly draft_id: string | null;
  readonly draft_based_on: bigint | null;
  readonly draft_changed_by: string | null;
  readonly draft_changed_at: Date | null;
  readonly active_instances: bigint;
  readonly incidents: bigint;
}

/** What is asked for. */
export interface OverviewQuery {
  readonly limit: number;
  readonly after: Position | undefined;
  readonly search: string | undefined;
  /** Only the process of this id, and drafts of it. */
  readonly processId: string | undefined;
}

/**
 * Deployed processes, each with the draft that was changed last, and the other drafts, by name; one row more than
 * `limit` when there is one.
 */
export const readOverview = (
  prisma: PrismaClient,
  { limit, after, search, processId }: OverviewQuery,
): Promise<readonly OverviewRow[]> => {
  const beyond = after === undefined ? sql`true` : sql`(name, id) > (${after.name}, ${after.id})`;
  const only = processId === undefined ? sql`true` : sql`process_id = ${processId}`;
  const pattern = `%${likePattern((search ?? '').replaceAll(/[\\*?]/g, '\\$&')).toLowerCase()}%`;
  return prisma.$queryRaw<OverviewRow[]>(sql`
    with latest as (
      select distinct on (d.process_id) d.process_id, d.name, d.key, d.version, d.version_tag,
        d.created_at as deployed_at, p.deployed_by
      from process_definitions d join deployments p on p.key = d.deployment_key
      order by d.process_id, d.version desc
    ), drawn as (
      select f.*, row_number() over (partition by f.process_id order by f.changed_at desc, f.id) as nth
      from drafts f where f.deleted_at is null
    ), listed as (
      select 'p' || l.process_id as id, l.process_id, coalesce(nullif(l.name, ''), l.process_id) as shown_name,
        l.key, l.version, l.version_tag, l.deployed_at, l.deployed_by,
        f.id as draft_id, f.based_on as draft_based_on, f.changed_by as draft_changed_by, f.changed_at as draft_changed_at
      from latest l left join drawn f on f.process_id = l.process_id and f.nth = 1
      union all
      select 'd' || f.id, f.process_id, f.name, null, null, null, null, null, f.id, f.based_on, f.changed_by, f.changed_at
      from drawn f where f.nth > 1 or f.process_id is null or not exists (select 1 from latest l where l.process_id = f.process_id)
    ), named as (
      select l.*, lower(l.shown_name) collate "C" as name from listed l
    ), page as (
      select * from named
      where ${beyond} and ${only} and (name like ${pattern} or lower(coalesce(process_id, '')) like ${pattern})
      order by name, id limit ${limit + 1}
    )
    select page.*,
      case when key is null then 0 else (select count(*) from (select 1 from process_instances i
        where i.process_id = page.process_id and i.status = 'active' limit 1000) counted) end as active_instances,
      case when key is null then 0 else (select count(*) from (select 1 from incidents i
        where i.state = 'active' and i.process_id = page.process_id limit 1000) counted) end as incidents
    from page order by name, id`);
};

/** A row as the API shows it. */
export const toOverview = (row: OverviewRow): z.input<typeof processOverview> => ({
  processId: row.process_id,
  name: row.shown_name,
  latest:
    row.key === null || row.version === null || row.deployed_at === null
      ? null
      : {
          processDefinitionKey: row.key.toString(),
          version: row.version,
          versionTag: row.version_tag,
          deployedAt: row.deployed_at.toISOString(),
          deployedBy: row.deployed_by,
        },
  draft:
    row.draft_id === null || row.draft_changed_by === null || row.draft_changed_at === null
      ? null
      : {
          id: row.draft_id,
          basedOn: row.draft_based_on?.toString() ?? null,
          changedBy: row.draft_changed_by,
          changedAt: row.draft_changed_at.toISOString(),
        },
  activeInstances: Number(row.active_instances),
  incidents: Number(row.incidents),
});
