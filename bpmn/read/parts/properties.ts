import type { ReglamentProperties } from '../../model/index.js';
import { extension, type BpmnNode } from '../node.js';
import { omitUndefined } from './omit-undefined.js';

/** The `reglament:` properties of an element; undefined when it has none. */
export function properties(node: BpmnNode): ReglamentProperties | undefined {
  const { clause, status, assignedStatus, keepsAssignee, milestoneStart, milestoneMet } = node;
  const found: ReglamentProperties = omitUndefined({
    clause,
    status,
    assignedStatus,
    keepsAssignee: keepsAssignee || undefined,
    milestoneStart,
    milestoneMet,
    action: action(node),
  });
  return Object.keys(found).length === 0 ? undefined : found;
}

function action(node: BpmnNode): ReglamentProperties['action'] {
  const found = extension(node, 'reglament:Action');
  if (found === undefined) return undefined;
  const roles = (found.roles ?? '').split(',').map((role) => role.trim());
  return {
    label: found.label ?? '',
    roles: roles.filter((role) => role !== ''),
    ...omitUndefined({ form: found.form }),
  };
}
