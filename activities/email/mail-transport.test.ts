import { describe, expect, it } from '@jest/globals';
import { EMAIL_LEASE_MS, packFolders, readPackFolder } from '../../desk/index.js';
import { isRefusal, PATIENCE_MS } from './mail-transport.js';

const rcpt = (response: string) => ({
  code: 'EENVELOPE',
  responseCode: Number(response.slice(0, 3)),
  response,
  command: 'RCPT TO',
});
const failure = (more: object) => Object.assign(new Error('failed'), more);

describe('a refusal for good', () => {
  it.each([
    ['an unknown recipient', { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, true],
    ['content that is not wanted', { code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, true],
    ['an address that is none', { code: 'EENVELOPE', command: 'API' }, true],
    ['a full mailbox, for now', { code: 'EENVELOPE', responseCode: 452, command: 'RCPT TO' }, false],
    ['a wrong password', { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, false],
    ['a missing login', { code: 'EENVELOPE', responseCode: 530, command: 'MAIL FROM' }, false],
    ["the desk's own address", { code: 'EENVELOPE', responseCode: 550, command: 'MAIL FROM' }, false],
    ['no relaying for us', rcpt('554 5.7.1 <anna@example.com>: Relay access denied'), false],
    [
      'no relaying for us, in several lines',
      rcpt('550-5.7.26 Unauthenticated sender\n550 5.7.26 See the manual'),
      false,
    ],
    ['no relaying for us, without a status', rcpt('550 relay not permitted'), false],
    ['content that a policy is against', { ...rcpt('554 5.7.1 Rejected'), code: 'EMESSAGE', command: 'DATA' }, false],
    ['a mailbox that is not there', rcpt('550 5.1.1 <anna@relay.example.com>: no such user'), true],
    ['a server that takes nobody', { code: 'EPROTOCOL', responseCode: 554, command: 'CONN' }, false],
    ['a server that closes', { code: 'ECONNECTION', responseCode: 500, command: 'CONN' }, false],
    ['a lost connection', { code: 'ETIMEDOUT' }, false],
  ])('%s', (_what, said, expected) => {
    expect(isRefusal(failure(said))).toBe(expected);
  });
});

describe('the patience of an attempt', () => {
  it('outlasts the ten minutes that a mail server may think about an email (RFC 5321, 4.5.3.2.6)', () => {
    expect(PATIENCE_MS.socketTimeout).toBeGreaterThanOrEqual(600_000);
  });

  it.each(packFolders('regulations/packs'))('is within the limits that the diagrams of %s give', async (folder) => {
    const { diagrams } = await readPackFolder(folder, 'regulations/calendars');
    const works = diagrams
      .flatMap(({ processes }) => processes)
      .flatMap(({ elements }) => Object.values(elements))
      .flatMap((element) => ('work' in element && element.work.kind === 'activity' ? [element.work] : []))
      .filter(({ activity }) => activity === 'sendLetter');
    expect(works).not.toEqual([]);
    const dialogue = Object.values(PATIENCE_MS).reduce((sum, ms) => sum + ms, 0);
    for (const { timeout = 0, heartbeat = 0 } of works) {
      expect(timeout).toBeGreaterThan(dialogue);
      // An attempt that died is repeated when its lease is over, not long before.
      expect(heartbeat).toBeGreaterThan(EMAIL_LEASE_MS);
      expect(heartbeat).toBeLessThanOrEqual(30_000);
    }
  });
});
