import type { z } from 'zod';
import { localNumber, type InstanceState, type Key, type ReglamentProperties } from '../../../bpmn/index.js';
import type { Pack } from '../../../regulations/model/pack.js';
import { entityKey } from '../../../engine/keys.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import type { Definitions } from '../../../engine/index.js';
import type { Caller } from '../../access/caller.js';
import type { ticketAction } from '../../contract/api/tickets.js';

/** A button of a ticket: an open message subscription whose element has a `reglament:action`. */
export interface OfferedAction {
  /** Key of the subscription. */
  readonly key: bigint;
  readonly elementId: string;
  readonly message: string;
  readonly correlationKey: string;
  readonly action: NonNullable<ReglamentProperties['action']>;
  readonly clause?: string;
}

/** Callers who administer processes may press every button. */
const ALL_ROLES: readonly string[] = ['admin', 'process-admin'];

const mayTake = ({ roles }: Pick<Caller, 'roles'>, { action }: OfferedAction): boolean =>
  roles.some((role) => ALL_ROLES.includes(role) || action.roles.includes(role));

interface Waiting {
  readonly wait: Key;
  readonly elementId: string;
  readonly message: string;
  readonly correlationKey: string;
}

/** Message subscriptions that the instance holds, each with the element that catches its message. */
const waitingMessages = (state: InstanceState): readonly Waiting[] =>
  Object.values(state.instances).flatMap(({ waits = {} }) =>
    (Object.entries(waits) as [Key, NonNullable<typeof waits>[Key]][]).flatMap(([wait, asked]) =>
      asked.kind === 'message'
        ? [
            {
              wait,
              elementId: asked.for,
              message: asked.subscription.name,
              correlationKey: asked.subscription.correlationKey,
            },
          ]
        : [],
    ),
  );

/** The actions that the process of a ticket, or one that it calls, offers to the caller now. */
export const offeredActions = async (
  { prisma, definitions }: { readonly prisma: PrismaClient; readonly definitions: Definitions },
  instance: bigint,
  caller: Pick<Caller, 'roles'>,
): Promise<readonly OfferedAction[]> => {
  const rows = await prisma.processInstance.findMany({
    where: { rootNumber: instance, status: 'active' },
    select: { number: true, state: true, hash: true },
    orderBy: { number: 'asc' },
  });
  const offered = await Promise.all(
    rows.map(async ({ number, state, hash }) => {
      const { elements } = await definitions.document(hash);
      return waitingMessages(state as unknown as InstanceState).flatMap(
        ({ wait, elementId, message, correlationKey }): OfferedAction[] => {
          const { action, clause } = elements[elementId]?.reglament ?? {};
          if (!action) return [];
          const key = entityKey(number, localNumber(wait));
          return [{ key, elementId, message, correlationKey, action, ...(clause === undefined ? {} : { clause }) }];
        },
      );
    }),
  );
  return offered.flat().filter((action) => mayTake(caller, action));
};

/** An action as the API writes it. */
export const toAction = (
  { key, elementId, action, clause }: OfferedAction,
  pack: Pack,
): z.input<typeof ticketAction> => ({
  actionKey: key.toString(),
  label: action.label,
  elementId,
  form: (action.form === undefined ? undefined : pack.forms[action.form]) ?? null,
  clause: clause ?? null,
});
