import type { z } from 'zod';
import type { Pack } from '../../../regulations/model/pack.js';
import { processInstanceKey } from '../../../engine/keys.js';
import type { labelled } from '../../contract/api/desks.js';
import type { ticketSummary } from '../../contract/api/tickets.js';
import type { TicketRow } from './rows.js';

type Labelled = z.input<typeof labelled>;

/** A code with what the pack calls it; a code that the pack does not have is shown as it is. */
export const labelOf = (values: readonly Labelled[], code: string): Labelled => ({
  code,
  label: values.find((value) => value.code === code)?.label ?? code,
});

/** A ticket as lists show it, in the words of the pack version it keeps. */
export const toSummary = (row: TicketRow, pack: Pack): z.input<typeof ticketSummary> => ({
  ticketId: row.id.toString(),
  number: row.number,
  desk: row.desk,
  subject: row.subject,
  requester: {
    email: row.requester_email,
    name: row.requester_name,
    phone: row.requester_phone,
    login: row.requester_login,
  },
  channel: labelOf(pack.channels, row.channel),
  type: labelOf(pack.types, row.type),
  priority: labelOf(pack.priorities, row.priority),
  status: row.status === null ? null : labelOf(pack.statuses, row.status),
  open: row.open,
  registeredAt: row.registered_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
  pack: { code: row.pack_code, version: row.pack_version },
  processInstanceKey: processInstanceKey(row.instance).toString(),
  processDefinitionId: row.process_id,
});
