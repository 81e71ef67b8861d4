import { describe, expect, it } from '@jest/globals';
import { readHead } from './envelope.js';

const identityOf = async (headers: readonly string[], body = 'Text'): Promise<string> =>
  (await readHead(Buffer.from([...headers, '', body].join('\r\n')))).identity;

const AUTHOR = ['From: Anna <anna@example.com>', 'Subject: A matter', 'Message-ID: <1@example.com>'];

describe('the identity of a mail', () => {
  it('is the same whichever way it came, however its header is folded, and composed anew by a sender that repeats', async () => {
    const one = await identityOf([...AUTHOR, 'Date: Mon, 2 Jun 2025 10:00:00 +0300']);
    expect(one).toMatch(/^<1@example\.com> sha256:[0-9a-f]{64}$/);
    const way = [
      'Return-Path: <a@x>',
      'Received: from a by b',
      'Delivered-To: desk',
      'X-Spam: no',
      'DKIM-Signature: v=1',
    ];
    expect(await identityOf([...way, ...AUTHOR, 'Date: Mon, 2 Jun 2025 10:05:00 +0300'])).toBe(one);
    const folded = AUTHOR.map((line) => line.replace(': ', ':\r\n  '));
    expect(await identityOf(folded, 'Text\r\n\r\n')).toBe(one);
  });

  it('is another one for another content under the same Message-ID', async () => {
    const identities = await Promise.all([
      identityOf(AUTHOR),
      identityOf(AUTHOR, 'Another text'),
      identityOf([...AUTHOR, 'In-Reply-To: <2@example.com>']),
      identityOf(['From: Boris <boris@example.com>', ...AUTHOR.slice(1)]),
      identityOf([AUTHOR[0]!, 'Subject: Another matter', AUTHOR[2]!]),
    ]);
    expect(new Set(identities).size).toBe(identities.length);
  });

  it.each(['', '<>', '<@>', 'nameless', '<two words@x>', '<a@>'])(
    'is that of its content and date where its Message-ID is %j',
    async (id) => {
      const headers = ['Subject: x', `Message-ID: ${id}`, 'Date: Mon, 2 Jun 2025 10:00:00 +0300'];
      const { identity, messageId } = await readHead(Buffer.from([...headers, '', 'Text'].join('\r\n')));
      expect(messageId).toBeUndefined();
      expect(identity).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(await identityOf(['Received: by b', ...headers])).toBe(identity);
      expect(await identityOf(headers, 'Another text')).not.toBe(identity);
      expect(await identityOf([...headers.slice(0, 2), 'Date: Tue, 3 Jun 2025 10:00:00 +0300'])).not.toBe(identity);
    },
  );

  it('has the Message-ID also where somebody has written behind it', async () => {
    const { messageId } = await readHead(Buffer.from('Message-ID: <1@x> (added by y)\r\n\r\nText'));
    expect(messageId).toBe('<1@x>');
  });
});
