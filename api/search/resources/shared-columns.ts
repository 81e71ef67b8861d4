import { z } from 'zod';
import { variableConditions } from '../../contract/v2/conditions.js';
import { optional, tag, TENANT, tenantReply } from '../../contract/v2/values.js';
import { always, column, filterOnly, itemOnly, type AskedType } from '../column.js';
import { asRead, enumeration, text } from '../column-types.js';
import { all, sql, textColumn, type Sql } from '../columns.js';

/** Columns that several resources of `/v2` share. */

/** Every row belongs to the one tenant. */
export const tenantId = column(text, sql`${TENANT}::text`, { item: always(tenantReply, TENANT) });

/** Of process instances and of elements in them. */
export const instanceState = enumeration((state) => ({
  ACTIVE: sql`${state} = 'active'`,
  COMPLETED: sql`${state} = 'completed'`,
  TERMINATED: sql`${state} = 'terminated'`,
}));

const tags = {
  ...asRead(z.array(z.string())),
  condition: optional(z.array(tag).max(10)),
  where: (expression: Sql) => (wanted: readonly string[]) =>
    all(wanted.map((one) => sql`${one}::text = any (${expression})`)),
};

/** Tags; a row must have every one that is asked for. */
export const tagsColumn = (expression: Sql) => ({
  ...itemOnly(tags, expression),
  filter: filterOnly(tags, expression).filter,
});

/** Has variables with these values in the given scopes. */
export const variables: AskedType<typeof variableConditions> = {
  condition: variableConditions,
  where: (scope) => (wanted) =>
    all(
      wanted.map(
        ({ name, value }) =>
          sql`exists (select from variables v where ${scope} and v.name = ${name} and ${textColumn(sql`v.value`)(value)})`,
      ),
    ),
};

/** The process instance and all that it called, down to the leaves. */
export const descendants = (instance: Sql): Sql =>
  sql`(with recursive tree as (
         select ${instance} as number
         union all select child.number from process_instances child join tree on child.parent_number = tree.number
       ) select number from tree)`;
