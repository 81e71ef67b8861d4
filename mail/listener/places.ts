import { isIPv4 } from 'node:net';

/** One that takes a place. */
export interface Guest {
  /** Who shares its share: `networkOf` its address. */
  readonly network: string;
  /** May it be sent away for another one? Not while what it brought is being stored. */
  readonly idle: () => boolean;
  /** Sends it away; it leaves by `Places.leave`. */
  readonly sendAway: (why: string) => void;
}

/** The places for connections. */
export interface Places {
  /** Undefined: there is one. Otherwise why there is none. */
  enter(guest: Guest): string | undefined;
  leave(guest: Guest): void;
}

const MAPPED = /^::ffff:(?=\d+\.)/i;

/** The first half of an IPv6 address, which one client has for itself; an IPv4 address whole. */
export function networkOf(address: string): string {
  const plain = address.replace(MAPPED, '').replace(/%.*$/, '').toLowerCase();
  if (isIPv4(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length;
  const whole = [...groups, ...Array.from({ length: zeros }, () => '0'), ...after];
  return `${whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

/**
 * Places for connections, shared fairly: no network has more than its share, and when all are taken the oldest idle
 * guest of the network that has most makes room for one of a network that has fewer.
 */
export function createPlaces(limits: { readonly connections: number; readonly perAddress: number }): Places {
  /** Guests by network, the oldest first. */
  const guests = new Map<string, Set<Guest>>();
  let taken = 0;

  const leave = (guest: Guest): void => {
    const own = guests.get(guest.network);
    if (!own?.delete(guest)) return;
    taken -= 1;
    if (own.size === 0) guests.delete(guest.network);
  };

  /** Makes room for one of a network that has so many. */
  const makeRoom = (has: number): boolean => {
    const fuller = [...guests.values()].filter(({ size }) => size > has + 1).sort((a, b) => b.size - a.size);
    for (const own of fuller) {
      const oldest = [...own].find(({ idle }) => idle());
      if (!oldest) continue;
      leave(oldest);
      oldest.sendAway('Others need this connection, try again later');
      return true;
    }
    return false;
  };

  return {
    enter(guest) {
      const has = guests.get(guest.network)?.size ?? 0;
      if (has >= limits.perAddress) return 'Too many connections from your address, try again later';
      if (taken >= limits.connections && !makeRoom(has)) return 'Too many connections, try again later';
      const own = guests.get(guest.network) ?? new Set();
      guests.set(guest.network, own.add(guest));
      taken += 1;
      return undefined;
    },
    leave,
  };
}
