/** What nobody can do without to register a ticket. */
export interface NeededEntry {
  readonly subject: string;
  readonly email: string;
}

/** `missing`: nothing is filled in; `noAddress`: it is no mail address. */
export type EntryFault = 'missing' | 'noAddress';

/** What keeps a ticket from being sent, by field, in their order on the page. What an address is, the server decides. */
export const entryFaults = ({ subject, email }: NeededEntry): Partial<Record<keyof NeededEntry, EntryFault>> => ({
  ...(subject.trim() === '' && { subject: 'missing' }),
  ...(email.trim() === '' ? { email: 'missing' } : !/^[^\s@]+@[^\s@]+$/.test(email.trim()) && { email: 'noAddress' }),
});
