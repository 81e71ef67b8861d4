import { describe, expect, it } from '@jest/globals';
import { createPlaces, networkOf, type Guest } from './places.js';

describe('the network of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is of %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('places for connections', () => {
  const open = (connections: number, perAddress: number) => {
    const places = createPlaces({ connections, perAddress });
    const away: string[] = [];
    const guest = (name: string, idle = true): Guest => ({
      network: name[0]!,
      idle: () => idle,
      sendAway: () => away.push(name),
    });
    return { places, away, guest };
  };

  it('are never all of one network', () => {
    const { places, guest } = open(4, 2);
    const first = guest('a1');
    expect(places.enter(first)).toBeUndefined();
    expect(places.enter(guest('a2'))).toBeUndefined();
    expect(places.enter(guest('a3'))).toMatch(/from your address/);
    places.leave(first);
    places.leave(first);
    expect(places.enter(guest('a4'))).toBeUndefined();
  });

  it('are made free for who has fewer by who has most: the oldest that is idle goes', () => {
    const { places, away, guest } = open(5, 3);
    for (const name of ['b1', 'b2']) places.enter(guest(name));
    places.enter(guest('a1', false));
    for (const name of ['a2', 'a3']) places.enter(guest(name));
    expect(places.enter(guest('c1'))).toBeUndefined();
    expect(away).toEqual(['a2']);
    expect(places.enter(guest('d1'))).toBeUndefined();
    expect(away).toHaveLength(2);
  });

  it('are not taken from those that have no more, nor from those that wait for us', () => {
    const { places, away, guest } = open(2, 2);
    for (const name of ['a1', 'b1']) places.enter(guest(name));
    expect(places.enter(guest('c1'))).toMatch(/Too many connections, /);
    expect(places.enter(guest('a2'))).toMatch(/Too many connections, /);
    const other = open(2, 2);
    for (const name of ['a1', 'a2']) other.places.enter(other.guest(name, false));
    expect(other.places.enter(other.guest('b1'))).toMatch(/Too many connections, /);
    expect([...away, ...other.away]).toEqual([]);
  });
});
