import { describe, expect, it } from '@jest/globals';
import { deskOfAddress } from './recipients.js';

const desk = (code: string, ...addresses: string[]) => ({ code, name: code, addresses, calendar: 'c' });
const DESKS = [desk('first', 'help@one.example', 'it@two.example'), desk('second', 'Office@Two.example')];

describe('the desk of an address', () => {
  it.each([
    ['HELP@one.example', undefined, 'first'],
    ['office@two.example', undefined, 'second'],
    ['nobody@one.example', undefined, undefined],
    ['postmaster', undefined, 'first'],
    ['PostMaster', 'second', 'second'],
    ['Postmaster@ONE.example', undefined, 'first'],
    ['abuse@two.example', undefined, 'first'],
    ['abuse@two.example', 'second', 'second'],
    ['abuse@two.example', 'gone', 'first'],
    ['abuse', undefined, undefined],
    ['postmaster@elsewhere.example', 'second', undefined],
    ['webmaster@one.example', undefined, undefined],
  ])('%s, where %s is named for the duties: %s', (address, named, code) => {
    expect(deskOfAddress(DESKS, address, named)?.code).toBe(code);
  });

  it('is none where there is no desk', () => {
    expect(deskOfAddress([], 'postmaster')).toBeUndefined();
  });
});
