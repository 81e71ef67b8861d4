import { z } from 'zod';
import { optional } from '../../contract/v2/values.js';
import { always, column, filterOnly } from '../column.js';
import { flag, integer, key, nullable, text } from '../column-types.js';
import { exactly, sql, textColumn } from '../columns.js';
import { viewOf } from '../table.js';
import { tenantId } from './shared-columns.js';

const latest = sql`(d.version = (select max(l.version) from process_definitions l where l.process_id = d.process_id))`;
const states = z.enum(['ACTIVE', 'DRAINING', 'DELETED']);

export const processDefinitionColumns = {
  processDefinitionKey: column(key, sql`d.key`, { filter: 'plain' }),
  processDefinitionId: column(text, sql`d.process_id`),
  name: column(nullable(text), sql`d.name`),
  version: column(integer, sql`d.version`, { filter: 'plain' }),
  versionTag: column(nullable(text), sql`d.version_tag`, { filter: 'plain' }),
  resourceName: column(text, sql`d.resource_name`, { filter: 'plain' }),
  tenantId,
  isLatestVersion: filterOnly(flag, latest),
  hasStartForm: column(flag, sql`false`, { sort: false }),
  state: column(text, sql`'ACTIVE'::text`, {
    item: always(states, 'ACTIVE'),
    filter: { schema: optional(states), where: exactly(textColumn(sql`'ACTIVE'::text`)) },
    sort: false,
  }),
};

/** Deployed processes. */
export const processDefinitionView = viewOf(processDefinitionColumns, {
  from: sql`from process_definitions d`,
  key: processDefinitionColumns.processDefinitionKey,
});
