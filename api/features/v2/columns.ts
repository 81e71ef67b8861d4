import { z } from 'zod';
import { entityKey, processInstanceKey } from '../../../engine/keys.js';
import { variableConditions, type Condition } from '../../contract/v2/conditions.js';
import { optional, tag, TENANT, tenantReply } from '../../contract/v2/values.js';
import { always, column, filterOnly, itemOnly, type AskedType } from '../../search/column.js';
import { asRead, enumeration, text } from '../../search/column-types.js';
import { all, sql, textColumn, type Filter, type Sql } from '../../search/columns.js';
import type { Order } from '../../search/cursor.js';

/** Columns that several resources of `/v2` share. */

/** Every row belongs to the one tenant. */
export const tenantFilter = textColumn(sql`${TENANT}::text`);
export const tenantOrder: Order = { expression: sql`${TENANT}::text`, cast: 'text' };

/** A text column that no row has a value in. */
export const noText: Filter<Condition<string>> = textColumn(sql`null::text`);
export const noTextOrder: Order = { expression: sql`null::text`, cast: 'text' };

export const textOrder = (expression: Sql): Order => ({ expression, cast: 'text' });
export const keyOrder = (expression: Sql): Order => ({ expression, cast: 'bigint' });
export const integerOrder = (expression: Sql): Order => ({ expression, cast: 'integer' });
export const instantOrder = (expression: Sql): Order => ({ expression, cast: 'timestamptz' });
export const flagOrder = (expression: Sql): Order => ({ expression, cast: 'boolean' });

/** Has every one of the tags. */
export const tagsFilter =
  (tags: Sql): Filter<readonly string[]> =>
  (wanted) =>
    all(wanted.map((tag) => sql`${tag}::text = any (${tags})`));

/** Has variables with these values in the given scopes. */
export const variablesFilter =
  (scope: Sql): Filter<readonly { readonly name: string; readonly value: Condition<string> }[]> =>
  (wanted) =>
    all(
      wanted.map(
        ({ name, value }) =>
          sql`exists (select from variables v where ${scope} and v.name = ${name} and ${textColumn(sql`v.value`)(value)})`,
      ),
    );

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

/** Keys in answers: decimal texts. */
export const keyOf = (key: bigint): string => key.toString();
export const keyOrNull = (key: bigint | null): string | null => (key === null ? null : key.toString());
export const instanceKeyOf = (instance: bigint): string => processInstanceKey(instance).toString();
export const instanceKeyOrNull = (instance: bigint | null): string | null =>
  instance === null ? null : instanceKeyOf(instance);
export const localKeyOf = (instance: bigint, local: number): string => entityKey(instance, local).toString();

/** Instants in answers: ISO 8601 in UTC. */
export const instantOf = (instant: Date): string => instant.toISOString();
export const instantOrNull = (instant: Date | null): string | null => (instant === null ? null : instant.toISOString());
