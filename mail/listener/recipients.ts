import type { Pack } from '../../regulations/model/pack.js';

type Desk = Pack['desks'][number];

/** Mailboxes that each domain with mail has (RFC 5321 §4.5.1, RFC 2142). */
const ROLES = ['postmaster', 'abuse'];

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/**
 * The desk that an address belongs to. `postmaster` and `abuse` of a domain of the desks belong to the desk that is named
 * for them, else to the first of their domain; `postmaster` without a domain likewise.
 * @param rolesDesk code of the desk that is named for them
 */
export function deskOfAddress(desks: readonly Desk[], address: string, rolesDesk?: string): Desk | undefined {
  const wanted = address.toLowerCase();
  const own = desks.find(({ addresses }) => addresses.some((each) => each.toLowerCase() === wanted));
  if (own) return own;
  const role = wanted.split('@')[0]!;
  const bare = wanted === 'postmaster';
  if (!bare && !(wanted.includes('@') && ROLES.includes(role))) return undefined;
  const ofDomain = desks.filter(({ addresses }) => addresses.some((each) => domainOf(each) === domainOf(wanted)));
  const responsible = bare ? desks : ofDomain;
  if (responsible.length === 0) return undefined;
  return desks.find(({ code }) => code === rolesDesk) ?? responsible[0];
}
