import { describe, expect, it } from '@jest/globals';
import { createMailMeter, METER_LIMITS, type MailFault } from './mail-meter.js';

/** Measures a mail, in pieces of a size. */
function measure(raw: string | Buffer, piece = Infinity): MailFault | undefined {
  const meter = createMailMeter();
  const bytes = Buffer.from(raw);
  for (let at = 0; at < bytes.length; at += piece) {
    const fault = meter.write(bytes.subarray(at, at + piece));
    if (fault) return fault;
  }
  return undefined;
}

const multipart = (boundary: string): string => `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n`;
const nested = (depth: number): string =>
  Array.from({ length: depth }, (_, i) => `${multipart(`b${String(i)}`)}--b${String(i)}\r\n`).join('');

describe('a mail that is taken', () => {
  it.each([
    ['nothing at all', ''],
    ['a header alone', 'Subject: x'],
    ['text', 'Subject: x\r\n\r\ntext\r\n-- \r\nAnna\r\n'],
    ['a boundary of nobody', `${multipart('b')}${'--a\r\n\r\n'.repeat(METER_LIMITS.parts + 1)}`],
    ['many parts', `${multipart('b')}${'--b\r\n\r\nx\r\n'.repeat(METER_LIMITS.parts)}--b--\r\n`],
    ['lines that would be headers of the mail', `Subject: x\r\n\r\n${'To: a@b.org\r\n'.repeat(5_000)}`],
    ['parts inside each other', nested(METER_LIMITS.depth)],
    ['parts that end before others begin', `${multipart('a')}${`--a\r\n${nested(10)}`.repeat(10)}--a--`],
    ['a long line', `Subject: x\r\n\r\n${'x'.repeat(METER_LIMITS.line - 1)}\r\n`],
    ['many addresses', `To: ${'a@b.org, '.repeat(METER_LIMITS.addresses - 1)}a@b.org\r\n\r\ntext`],
  ])('%s', (_, raw) => {
    for (const piece of [Infinity, 7, 1_000]) expect(measure(raw, piece)).toBeUndefined();
  });
});

describe('a mail that only an attacker sends', () => {
  const oneMore = METER_LIMITS.parts + 1;
  it.each([
    ['one header of 10 MB', `Subject: ${'x'.repeat(10_000_000)}`, 'too large'],
    ['one header of 10 MB in folded lines', `Subject: x${'\r\n xxxxxxxx'.repeat(1_000_000)}`, 'too large'],
    ['a header without an end', `${'X-A: b\r\n'.repeat(200_000)}`, 'too large'],
    ['many fields', `${'A: b\r\n'.repeat(METER_LIMITS.fields + 1)}\r\n`, 'too many'],
    ['many parts', `${multipart('b')}${'--b\r\n\r\nx\r\n'.repeat(oneMore)}--b--`, 'too many'],
    ['many parts without end of their headers', `${multipart('b')}${'--b\r\nA: b\r\n'.repeat(oneMore)}`, 'too many'],
    [
      'many parts under a boundary without quotes',
      `Content-Type: multipart/mixed;\r\n boundary=b\r\n\r\n${'--b\n\nx\n'.repeat(oneMore)}`,
      'too many',
    ],
    ['the header of a part', `${multipart('b')}--b\r\nA: ${'x'.repeat(METER_LIMITS.partHeader)}\r\n\r\n`, 'too large'],
    ['all headers together', `${multipart('b')}${`--b\r\nA: ${'x'.repeat(60_000)}\r\n\r\n`.repeat(20)}`, 'too large'],
    ['parts inside each other', nested(METER_LIMITS.depth + 1), 'too many'],
    ['mails inside each other', 'Content-Type: message/rfc822\r\n\r\n'.repeat(METER_LIMITS.depth + 1), 'too many'],
    ['addresses', `To: a@b.org\r\nCc: ${'a@b.org,\r\n '.repeat(METER_LIMITS.addresses)}\r\n\r\n`, 'too many'],
    ['encoded words', `Subject: ${'=?utf-8?Q?a?= '.repeat(METER_LIMITS.encodedWords + 1)}\r\n\r\n`, 'too many'],
    ['a file in one line', `Subject: x\r\n\r\n${'QUJD'.repeat(METER_LIMITS.line / 4 + 1)}`, 'too large'],
  ])('%s', (_, raw, kind) => {
    for (const piece of [Infinity, 1_009, 65_536]) expect(measure(raw, piece)).toMatchObject({ kind });
  });

  it('is known before it has ended, and stays known', () => {
    const meter = createMailMeter();
    expect(meter.write(Buffer.from(`Subject: ${'x'.repeat(METER_LIMITS.header)}`))).toMatchObject({
      kind: 'too large',
    });
    expect(meter.write(Buffer.from('\r\n\r\ntext\r\n'))).toMatchObject({
      text: 'The header is larger than 262144 bytes',
    });
  });
});
