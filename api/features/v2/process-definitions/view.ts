import type { z } from 'zod';
import type {
  processDefinitionFilter,
  processDefinitionItem,
  processDefinitionSearch,
} from '../../../contract/v2/process-definitions.js';
import { TENANT } from '../../../contract/v2/values.js';
import {
  exactly,
  flagColumn,
  integerColumn,
  keyColumn,
  membersFilter,
  sql,
  textColumn,
} from '../../../search/columns.js';
import type { View } from '../../../search/search.js';
import { integerOrder, keyOf, keyOrder, tenantFilter, tenantOrder, textOrder } from '../columns.js';

type Filters = z.output<typeof processDefinitionFilter>;
type Field = z.output<typeof processDefinitionSearch>['sort'][number]['field'];
type Item = z.input<typeof processDefinitionItem>;

interface Row {
  readonly key: bigint;
  readonly process_id: string;
  readonly name: string | null;
  readonly version: number;
  readonly version_tag: string | null;
  readonly resource_name: string;
}

const latest = sql`(d.version = (select max(l.version) from process_definitions l where l.process_id = d.process_id))`;

const toItem = (row: Row): Item => ({
  processDefinitionKey: keyOf(row.key),
  processDefinitionId: row.process_id,
  name: row.name,
  version: row.version,
  versionTag: row.version_tag,
  resourceName: row.resource_name,
  tenantId: TENANT,
  hasStartForm: false,
  state: 'ACTIVE',
});

/** Deployed processes. */
export const processDefinitionView: View<Filters, Field, Row, Item> = {
  from: sql`from process_definitions d`,
  select: sql`d.key, d.process_id, d.name, d.version, d.version_tag, d.resource_name`,
  key: keyOrder(sql`d.key`),
  filter: membersFilter<Filters>({
    processDefinitionKey: exactly(keyColumn(sql`d.key`)),
    processDefinitionId: textColumn(sql`d.process_id`),
    name: textColumn(sql`d.name`),
    version: exactly(integerColumn(sql`d.version`)),
    versionTag: exactly(textColumn(sql`d.version_tag`)),
    resourceName: exactly(textColumn(sql`d.resource_name`)),
    tenantId: tenantFilter,
    isLatestVersion: flagColumn(latest),
    hasStartForm: flagColumn(sql`false`),
    state: exactly(textColumn(sql`'ACTIVE'::text`)),
  }),
  orders: {
    processDefinitionKey: keyOrder(sql`d.key`),
    processDefinitionId: textOrder(sql`d.process_id`),
    name: textOrder(sql`d.name`),
    version: integerOrder(sql`d.version`),
    versionTag: textOrder(sql`d.version_tag`),
    resourceName: textOrder(sql`d.resource_name`),
    tenantId: tenantOrder,
  },
  items: (rows) => rows.map(toItem),
};
