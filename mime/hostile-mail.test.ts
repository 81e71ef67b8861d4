import { describe, expect, it } from '@jest/globals';
import { createMailMeter } from './mail-meter.js';
import { parseMail } from './parsed-mail.js';

const SEED = Number(process.env['MAIL_SEED'] ?? 1);
const RUNS = Number(process.env['MAIL_RUNS'] ?? 300);

/** Park and Miller: the same numbers for the same seed. */
function numbersFrom(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const calendar = [
  ...['From: Ivan <ivan@client.example>', 'Subject: Server move', 'MIME-Version: 1.0'],
  ...['Content-Type: multipart/alternative; boundary="b1"', '', '--b1'],
  ...['Content-Type: text/calendar; charset=utf-8; method=REQUEST', 'Content-Transfer-Encoding: base64', ''],
  ...[Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n').toString('base64'), '--b1--', ''],
].join('\r\n');
const files = [
  ...['From: =?koi8-r?B?4c7OwQ==?= <anna@example.com>', 'To: a@b.org, group: c@d.org, e@f.org;', 'MIME-Version: 1.0'],
  ...['Subject: =?utf-8?Q?=D0=9F?= =?utf-8?B?0J8=?=', 'References: <a@b> <c@d>', 'Reply-To: x@example.com'],
  ...['Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/html; charset=windows-1251', ''],
  ...['<p>a<b>c', '--b', 'Content-Type: application/pdf;', " name*0*=utf-8''%D0%B0; name*1*=%D0%B1.pdf", '', 'x'],
  ...['--b', 'Content-Type: message/rfc822', '', 'Subject: Inner', '', 'Inner', '--b--', ''],
].join('\r\n');
const signed =
  'Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\nMIAGCSqGSIb3DQEHAqCAMIA=';
const CORPUS = [calendar, files, signed];
const PIECES = [
  '\0',
  '--b\r\n',
  '--b--',
  '\r\n\r\n',
  '=?utf-8?Q?',
  ';',
  '"',
  '\r\n ',
  'charset=x',
  'A'.repeat(20_000),
  '\u{fe}',
];

/** A mail of the corpus with a few things wrong. */
function mutated(below: (most: number) => number): Buffer {
  let mail = Buffer.from(CORPUS[below(CORPUS.length)]!);
  for (let left = 1 + below(6); left > 0; left -= 1) {
    const [at, to] = [below(mail.length + 1), below(mail.length + 1)].sort((a, b) => a - b) as [number, number];
    const piece = Buffer.from(PIECES[below(PIECES.length)]!, 'latin1');
    const ways = [
      () => mail.subarray(0, to),
      () => Buffer.concat([mail.subarray(0, at), piece, mail.subarray(at)]),
      () => Buffer.concat([mail.subarray(0, at), mail.subarray(to)]),
      () => Buffer.concat([mail.subarray(at), mail.subarray(0, at)]),
      () => Buffer.concat([mail.subarray(0, to), mail.subarray(at)]),
    ];
    mail = ways[below(ways.length)]!();
  }
  return mail;
}

describe('a mail that something is wrong with', () => {
  it(`is refused while it arrives, or read (seed ${String(SEED)})`, async () => {
    const below = numbersFrom(SEED);
    for (let run = 0; run < RUNS; run += 1) {
      const raw = mutated(below);
      if (createMailMeter().write(raw)) continue;
      const mail = await parseMail(raw);
      expect(mail.files.every(({ name }) => name !== '' && !/[/\\\p{Cc}]/u.test(name))).toBe(true);
      expect(`${mail.subject}${mail.text}`).not.toContain('\0');
    }
  });
});

describe('an invitation', () => {
  it('is a file, and no text', async () => {
    expect(await parseMail(Buffer.from(calendar))).toMatchObject({
      ...{ subject: 'Server move', text: '', files: [{ name: 'invite.ics', mediaType: 'text/calendar' }] },
    });
  });
});
