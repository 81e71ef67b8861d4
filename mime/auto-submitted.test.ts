import { describe, expect, it } from '@jest/globals';
import { autoSubmittedReason, quietReason } from './auto-submitted.js';
import { parseMail } from './parsed-mail.js';

const OWN = ['desk@example.org'];

/** Judges a mail with these header lines, from an ordinary sender unless another is given. */
const judge = async (headers: string, sender = 'anna@example.com', ownEmail = false) => {
  const from = /^from:/im.test(headers) ? '' : 'From: Anna <anna@example.com>\r\n';
  const mail = await parseMail(Buffer.from(`${from}${headers}\r\nSubject: x\r\n\r\ntext`));
  return autoSubmittedReason({ mail, sender, ownAddresses: OWN, ownEmail });
};

describe('auto-submitted email', () => {
  it.each([
    ['Auto-Submitted: auto-replied', 'automatic reply'],
    ['Auto-Submitted: auto-generated; owner-email="a@b.org"', 'automatic reply'],
    ['AUTO-SUBMITTED: Auto-Notified', 'automatic reply'],
    ['Precedence: auto_reply', 'automatic reply'],
    ['X-Autoreply: yes', 'automatic reply'],
    ['X-Autorespond: away', 'automatic reply'],
    ['Precedence: bulk', 'bulk mail'],
    ['Precedence: Junk', 'bulk mail'],
    ['Precedence: list', 'bulk mail'],
    ['X-Failed-Recipients: a@b.org', 'bounce'],
    ['Content-Type: multipart/report; report-type=delivery-status; boundary=x', 'bounce'],
    ['Content-Type: multipart/report; report-type=disposition-notification; boundary=x', 'bounce'],
    ['From: Mail Delivery <MAILER-DAEMON@relay.example.com>', 'bounce'],
    ['From: Desk <Desk@Example.org>', 'own letter'],
    ['Reply-To: desk@example.org', 'own letter'],
  ])('%s is %s', async (headers, reason) => {
    expect(await judge(headers)).toBe(reason);
  });

  it('is a bounce when its envelope has no sender', async () => {
    expect(await judge('X-Any: thing', '')).toBe('bounce');
    expect(await judge('Auto-Submitted: auto-replied', '')).toBe('automatic reply');
  });

  it('is our own when we know its Message-ID, or its envelope names a desk', async () => {
    expect(await judge('X-Any: thing', 'anna@example.com', true)).toBe('own letter');
    expect(await judge('X-Any: thing', 'DESK@example.org')).toBe('own letter');
  });
});

describe('mail that a person wrote', () => {
  it.each(['Auto-Submitted: no', 'Precedence: first-class', 'X-Auto-Response-Suppress: OOF', 'X-Mailer: any'])(
    '%s is taken in',
    async (headers) => {
      expect(await judge(headers)).toBeUndefined();
    },
  );
});

describe('mail that asks for no automatic answers', () => {
  it.each([
    ['X-Auto-Response-Suppress: All', true],
    ['X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply', true],
    ['x-auto-response-suppress: autoreply', true],
    ['X-Auto-Response-Suppress: OOF, DR, RN, NRN', false],
    ['X-Auto-Response-Suppress: None', false],
    ['X-Any: All', false],
  ])('%s: %s', async (headers, wanted) => {
    const mail = await parseMail(Buffer.from(`From: a@b.org\r\n${headers}\r\n\r\ntext`));
    expect(quietReason(mail, 'a@b.org')).toBe(wanted ? 'asks for none' : undefined);
    expect(await judge(headers)).toBeUndefined();
  });
});

describe('mail whose answer somebody else might get', () => {
  it.each([
    ['From: a@b.org', 'a@b.org', undefined],
    ['From: a@mail.b.org', 'a@B.org', undefined],
    ['From: a@b.org\r\nReply-To: office@b.org', 'bounces@news.b.org', undefined],
    ['From: a@b.org\r\nReply-To: victim@elsewhere.org', 'a@b.org', 'not its sender'],
    ['From: victim@elsewhere.org', 'a@b.org', 'not its sender'],
    ['From: a@b.org\r\nReply-To: victim@elsewhere.org', 'victim@elsewhere.org', 'not its sender'],
    ['From: a@notb.org', 'a@b.org', 'not its sender'],
    ['Subject: no author', 'a@b.org', undefined],
    ['From: a@b.org\r\nList-Id: <all.b.org>', 'a@b.org', 'list'],
  ])('%j from %s: %s', async (headers, sender, reason) => {
    const mail = await parseMail(Buffer.from(`${headers}\r\n\r\ntext`));
    expect(quietReason(mail, sender)).toBe(reason);
  });
});
