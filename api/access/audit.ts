import type { PrismaClient } from '../../prisma/generated/client.js';
import type { Caller } from './caller.js';

/** Everything that leaves a line in the audit. */
export const auditActions = [
  'session.signed-in',
  'session.refused',
  'basic.refused',
  'session.signed-out',
  'token.issued',
  'token.refused',
  'user.created',
  'user.changed',
  'user.deactivated',
  'user.password-set',
  'key.created',
  'key.revoked',
  'process.deployed',
  'instance.cancelled',
  'instance.variables-set',
  'incident.resolved',
  'task.overridden',
  'clock.pinned',
  'clock.reset',
] as const;

export type AuditAction = (typeof auditActions)[number];

/** Who made a request, as a line names them. */
export type AuditActor = Pick<Caller, 'kind' | 'name'>;

/** One line: who did what to whom, from where. No secrets in `detail`. */
export interface AuditLine {
  readonly action: AuditAction;
  readonly actor: AuditActor | { readonly kind: 'system'; readonly name: string };
  readonly subject?: string;
  readonly outcome?: 'done' | 'refused';
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
  readonly address?: string;
  readonly requestId?: string;
}

/** A line about what the caller of a request did. */
export const auditLine = (
  call: {
    readonly caller: AuditActor;
    readonly requestId: string;
    readonly request: { readonly ip?: string | undefined };
  },
  action: AuditAction,
  subject?: string,
  detail: AuditLine['detail'] = {},
): AuditLine => ({
  action,
  actor: { kind: call.caller.kind, name: call.caller.name },
  ...(subject === undefined ? {} : { subject }),
  detail,
  ...(call.request.ip === undefined ? {} : { address: call.request.ip }),
  requestId: call.requestId,
});

/** What writing a line needs of a Prisma client, or of a transaction of it. */
export type AuditStore = Pick<PrismaClient, 'auditEntry'>;

/** Writes a line; inside a transaction when the store is one. */
export const writeAudit = async (store: AuditStore, at: Date, line: AuditLine): Promise<void> => {
  await store.auditEntry.create({
    data: {
      at,
      actorKind: line.actor.kind,
      actor: line.actor.name,
      action: line.action,
      subject: line.subject ?? null,
      outcome: line.outcome ?? 'done',
      detail: { ...line.detail },
      address: line.address ?? null,
      requestId: line.requestId ?? null,
    },
  });
};
