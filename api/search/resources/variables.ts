import { z } from 'zod';
import { column, itemOnly } from '../column.js';
import { documentedAs, flag, instanceKey, key, localKey, nullable, text } from '../column-types.js';
import { sql, type Sql } from '../columns.js';
import { viewOf } from '../table.js';
import { tenantId } from './shared-columns.js';

/** Values longer than this are cut in search results (Camunda: 8,191 characters). */
export const VALUE_LIMIT = 8_191;

const isLong = sql`(length(v.value) > ${VALUE_LIMIT}::integer)`;
const json = (description: string) => documentedAs(text, z.string().meta({ description }));

export const wholeVariableColumns = {
  variableKey: column(key, sql`v.key`),
  name: column(text, sql`v.name`),
  value: column(json('JSON text, whole'), sql`v.value`),
  scopeKey: column(localKey(sql`v.instance`), sql`v.scope`),
  processInstanceKey: column(instanceKey, sql`v.instance`),
  rootProcessInstanceKey: itemOnly(nullable(instanceKey), sql`p.root_number`),
  tenantId,
};

export const variableColumns = {
  ...wholeVariableColumns,
  value: column(json('JSON text'), sql`v.value`, { select: sql`left(v.value, ${VALUE_LIMIT}::integer)` }),
  isTruncated: column(flag, isLong, { sort: false }),
};

const rows = {
  from: sql`from variables v join process_instances p on p.number = v.instance`,
  key: wholeVariableColumns.variableKey,
};
const cut = viewOf(variableColumns, rows);
const uncut = viewOf(
  { ...wholeVariableColumns, isTruncated: column(flag, isLong, { select: sql`false`, sort: false }) },
  rows,
);

/** Variables by scope, also of scopes that are closed. `where`: which of them at all. */
export const variableView = (truncate: boolean, where: Sql = sql`true`) => ({ ...(truncate ? cut : uncut), where });

/** One variable with its whole value. */
export const wholeVariableView = viewOf(wholeVariableColumns, rows);

/** The scopes that an element instance sees, the innermost at depth 0. */
const scopesOf = (elementInstance: bigint): Sql =>
  sql`(with recursive scopes as (
         select e.instance, local_of(e.key) as scope, e.scope as outer_scope, 0 as depth
         from element_instances e where e.key = ${elementInstance}
         union all
         select o.instance, local_of(o.key), o.scope, scopes.depth + 1
         from scopes join element_instances o on o.key = entity_key(scopes.instance, scopes.outer_scope)
       ) select instance, scope, depth from scopes)`;

/** Variables of the scopes that an element instance sees. */
export const visibleFrom = (elementInstance: bigint): Sql =>
  sql`exists (select from ${scopesOf(elementInstance)} s where s.instance = v.instance and s.scope = v.scope)`;

/** Of each name, only the variable of the innermost scope. */
export const effectiveFrom = (elementInstance: bigint): Sql =>
  sql`v.key in (select distinct on (w.name) w.key
        from ${scopesOf(elementInstance)} s join variables w on w.instance = s.instance and w.scope = s.scope
        order by w.name, s.depth)`;
