import { ApplicationFailure } from '@temporalio/common';
import type { Variables } from '../../bpmn/index.js';
import { MissingValueError } from '../../regulations/letters/template.js';
import { TEMPLATE_HEADER } from '../../regulations/model/diagram-faults.js';
import type { KeptLetter, LetterTicket, Store } from '../../store/index.js';
import { composeLetter } from './compose-letter.js';
import { LetterRefusedError, type MailTransport } from './mail-transport.js';

/** Task queue of the activities that send mail. */
export const MAIL_TASK_QUEUE = 'mail';

/** What the workflow of an instance tells an own activity. */
export interface LetterRequest {
  /** Instance number, decimal. */
  readonly processInstance: string;
  /** Key of the wait that this letter answers. */
  readonly wait: string;
  readonly elementId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly variables: Variables;
}

/** A failure that no further attempt can mend: an incident at once, for a person to look at. */
const hopeless = (message: string): ApplicationFailure => ApplicationFailure.nonRetryable(message);

/**
 * The same at every attempt, so that a letter which was sent twice is one letter: instance, wait, and the instant of
 * registration, which tells databases apart.
 */
const messageIdOf = ({ processInstance, wait }: LetterRequest, ticket: LetterTicket, address: string): string =>
  `<${processInstance}.${wait}.${ticket.registeredAt.getTime().toString(36)}@${address.split('@')[1]!}>`;

/** The activities of the task queue `mail`. */
export function createMailActivities(deps: { readonly store: Store; readonly transport: MailTransport }) {
  const { letters, packs, engine } = deps.store;

  const write = async (request: LetterRequest): Promise<KeptLetter> => {
    const instance = BigInt(request.processInstance);
    const ticket = await letters.ticketOf(instance);
    if (!ticket) throw hopeless(`The process instance ${request.processInstance} belongs to no ticket`);
    const { pack } = await packs.version(ticket.packCode, ticket.packVersion);
    const name = request.headers[TEMPLATE_HEADER] ?? '';
    const template = pack.letters[name];
    if (!template) throw hopeless(`The pack ${pack.code} has no letter «${name}»`);
    const address = pack.desks.find(({ code }) => code === ticket.desk)?.addresses[0] ?? '';
    const messageId = messageIdOf(request, ticket, address);
    const writtenAt = await engine.clock.now();
    const { variables, wait } = request;
    const draft = await composeLetter({ pack, ticket, template, messageId, variables, writtenAt });
    const { id, desk } = ticket;
    return letters.write({ ...draft, messageId, ticket: id, desk, instance, wait, template: name, writtenAt });
  };

  return {
    /**
     * Writes the letter that the task's header `template` names to the ticket's requester, and sends it. The letter is
     * kept before it is sent and sent as it was kept, whoever repeats it and however often; once it was taken, a
     * repetition does nothing.
     */
    async sendLetter(request: LetterRequest): Promise<Variables> {
      let letter = await letters.find(BigInt(request.processInstance), request.wait);
      try {
        letter ??= await write(request);
      } catch (error) {
        if (error instanceof MissingValueError) throw hopeless(error.message);
        throw error;
      }
      if (letter.state !== 'pending') return {};
      try {
        const state = await deps.transport.deliver(letter);
        await letters.delivered(letter, state, await engine.clock.now());
      } catch (error) {
        await letters.failed(letter, (error as Error).message);
        throw error instanceof LetterRefusedError ? hopeless(error.message) : error;
      }
      return {};
    },
  };
}

export type MailActivities = ReturnType<typeof createMailActivities>;
