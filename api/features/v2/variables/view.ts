import type { z } from 'zod';
import type { variableFilter, variableItem, variableReply, variableSearch } from '../../../contract/v2/variables.js';
import { TENANT } from '../../../contract/v2/values.js';
import {
  flagColumn,
  instanceColumn,
  keyColumn,
  localColumn,
  membersFilter,
  sql,
  textColumn,
  type Sql,
} from '../../../search/columns.js';
import type { View } from '../../../search/search.js';
import { instanceKeyOf, keyOf, keyOrder, localKeyOf, tenantFilter, tenantOrder, textOrder } from '../columns.js';

type Filters = Partial<z.output<typeof variableFilter>>;
type Field = z.output<typeof variableSearch>['sort'][number]['field'];
type Item = z.input<typeof variableItem>;
type Whole = z.input<typeof variableReply>;

interface Row {
  readonly key: bigint;
  readonly instance: bigint;
  readonly root_number: bigint;
  readonly scope: number;
  readonly name: string;
  readonly value: string;
  readonly truncated: boolean;
}

/** Values longer than this are cut in search results (Camunda: 8,191 characters). */
export const VALUE_LIMIT = 8_191;

const toWhole = ({ key, instance, root_number, scope, name, value }: Row): Whole => ({
  variableKey: keyOf(key),
  name,
  value,
  scopeKey: localKeyOf(instance, scope),
  processInstanceKey: instanceKeyOf(instance),
  rootProcessInstanceKey: instanceKeyOf(root_number),
  tenantId: TENANT,
});

const selectOf = (truncate: boolean): Sql =>
  truncate
    ? sql`v.key, v.instance, p.root_number, v.scope, v.name, left(v.value, ${VALUE_LIMIT}::integer) as value,
        length(v.value) > ${VALUE_LIMIT}::integer as truncated`
    : sql`v.key, v.instance, p.root_number, v.scope, v.name, v.value, false as truncated`;

const isLong = sql`(length(v.value) > ${VALUE_LIMIT}::integer)`;

const common = {
  key: keyOrder(sql`v.key`),
  from: sql`from variables v join process_instances p on p.number = v.instance`,
};

const orders: View<Filters, Field, Row, Item>['orders'] = {
  value: textOrder(sql`v.value`),
  name: textOrder(sql`v.name`),
  tenantId: tenantOrder,
  variableKey: keyOrder(sql`v.key`),
  scopeKey: keyOrder(sql`((v.instance << 23) | v.scope)`),
  processInstanceKey: keyOrder(sql`v.instance`),
};

/** Variables by scope, also of scopes that are closed. `where`: which of them at all. */
export const variableView = (truncate: boolean, where: Sql = sql`true`): View<Filters, Field, Row, Item> => ({
  ...common,
  where,
  select: selectOf(truncate),
  filter: membersFilter<Filters>({
    variableKey: keyColumn(sql`v.key`),
    name: textColumn(sql`v.name`),
    value: textColumn(sql`v.value`),
    scopeKey: localColumn(sql`v.instance`, sql`v.scope`),
    processInstanceKey: instanceColumn(sql`v.instance`),
    tenantId: tenantFilter,
    isTruncated: flagColumn(isLong),
  }),
  orders,
  items: (rows) => rows.map((row) => ({ ...toWhole(row), isTruncated: row.truncated })),
});

/** One variable with its whole value. */
export const wholeVariableView = {
  ...common,
  select: selectOf(false),
  items: (rows: readonly Row[]): Whole[] => rows.map(toWhole),
};

/** The scopes that an element instance sees, the innermost at depth 0. */
const scopesOf = (elementInstance: bigint): Sql =>
  sql`(with recursive scopes as (
         select e.instance, (e.key & ((1::bigint << 23) - 1))::integer as scope, e.scope as outer_scope, 0 as depth
         from element_instances e where e.key = ${elementInstance}
         union all
         select o.instance, (o.key & ((1::bigint << 23) - 1))::integer, o.scope, scopes.depth + 1
         from scopes join element_instances o on o.key = (scopes.instance << 23) | scopes.outer_scope
       ) select instance, scope, depth from scopes)`;

/** Variables of the scopes that an element instance sees. */
export const visibleFrom = (elementInstance: bigint): Sql =>
  sql`exists (select from ${scopesOf(elementInstance)} s where s.instance = v.instance and s.scope = v.scope)`;

/** Of each name, only the variable of the innermost scope. */
export const effectiveFrom = (elementInstance: bigint): Sql =>
  sql`v.key in (select distinct on (w.name) w.key
        from ${scopesOf(elementInstance)} s join variables w on w.instance = s.instance and w.scope = s.scope
        order by w.name, s.depth)`;
