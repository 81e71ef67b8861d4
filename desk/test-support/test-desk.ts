import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';
import type { NewTicket, Registered } from '../index.js';
import { readPackFolder } from '../packs/read-folder.js';

/** A test store with the shipped desk in force. */
export async function openTestDesk(): Promise<TestStore> {
  const test = await openTestStore();
  await test.store.packs.install(await readPackFolder('regulations/packs/profman', 'regulations/calendars'));
  return test;
}

let sources = 0;

/** A ticket of the shipped desk to be registered, each from a source of its own. */
export function newTicket(more: Partial<NewTicket> = {}): NewTicket {
  sources += 1;
  return {
    desk: 'profman',
    subject: 'Subject',
    text: 'Text',
    requester: { email: 'anna@example.com' },
    at: new Date(),
    author: { kind: 'staff', name: 'Ivan' },
    source: `source ${sources}`,
    sourceHash: 'hash',
    ...more,
  };
}

/** Registers a ticket. @throws when it is refused */
export async function registerTicket({ store }: TestStore, more?: Partial<NewTicket>): Promise<Registered> {
  const answer = await store.tickets.register(newTicket(more));
  if (answer.answer === 'refused') throw new Error(answer.reason);
  return answer;
}
