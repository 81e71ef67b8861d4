import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const at = (minute: number): Date => new Date(Date.UTC(2030, 0, 1, 12, minute));

const incoming = (minute: number, subject: string, raw = `Subject: ${subject}\r\n\r\nText`) =>
  api.prisma.incomingEmail.create({
    data: {
      desk: 'desk',
      identity: `<${minute}@example.com>`,
      messageId: `<${minute}@example.com>`,
      recipient: 'desk@example.org',
      sender: 'anna@example.com',
      fromText: '"Anna" <anna@example.com>',
      subject,
      raw: Buffer.from(raw),
      size: raw.length,
      receivedAt: at(minute),
      state: 'ignored',
      reason: 'bulk mail',
    },
  });

const get = async <T>(path: string): Promise<T> => (await api.ask('get', path).expect(200)).body as T;
interface Page {
  readonly items: readonly { readonly mailId: string; readonly subject: string }[];
  readonly nextCursor: string | null;
}

describe('the mail log', () => {
  it('has both directions, newest first, page by page', async () => {
    const mails = [await incoming(1, 'first'), await incoming(2, 'second'), await incoming(2 + 1, 'third')];
    const one = await get<Page>('/api/mail?limit=2');
    const two = await get<Page>(`/api/mail?limit=2&cursor=${one.nextCursor!}`);
    expect([...one.items, ...two.items].map(({ mailId }) => mailId)).toEqual(
      mails.map(({ id }) => `in-${id}`).reverse(),
    );
    expect(two.nextCursor).toBeNull();
    expect((await api.ask('get', '/api/mail?cursor=nonsense')).status).toBe(400);
  });

  it('is filtered', async () => {
    const subjects = async (query: string) =>
      (await get<Page>(`/api/mail?${query}`)).items.map(({ subject }) => subject);
    expect(await subjects('text=SECOND')).toEqual(['second']);
    expect(await subjects('direction=out')).toEqual([]);
    expect(await subjects('state=ignored&desk=desk')).toHaveLength(3);
    expect(await subjects('ticketId=7')).toEqual([]);
  });

  it('shows an email taken apart, its headers decoded, and as it went over the wire', async () => {
    const raw = [
      'From: =?utf-8?B?0JDQvdC90LA=?= <anna@example.com>',
      'Subject: =?utf-8?B?0J7RiNC40LHQutCw?=',
      'X-Long: one',
      '  two',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Не <b>печатает</b></p><script>alert(1)</script>',
      '--b',
      'Content-Type: text/plain; name=a.txt',
      'Content-Disposition: attachment; filename=a.txt',
      '',
      'abc',
      '--b--',
      '',
    ].join('\r\n');
    const { id } = await incoming(9, 'Ошибка', raw);
    const email = await get<Record<string, unknown>>(`/api/mail/in-${id}`);
    expect(email).toMatchObject({
      direction: 'in',
      state: 'ignored',
      reason: 'bulk mail',
      text: 'Не печатает',
      attachments: [{ name: 'a.txt', mediaType: 'text/plain', size: 3 }],
    });
    expect(email['headers']).toEqual(
      expect.arrayContaining([
        { name: 'From', value: '"Анна" <anna@example.com>' },
        { name: 'Subject', value: 'Ошибка' },
        { name: 'X-Long', value: 'one two' },
      ]),
    );
    const wire = await api.ask('get', `/api/mail/in-${id}/raw`).buffer(true);
    expect(wire.headers['content-type']).toMatch(/^message\/rfc822/);
    expect(wire.headers['content-disposition']).toContain('attachment');
  });

  it('shows what is known of an email that nobody can take apart', async () => {
    const parts = '--b\r\nContent-Type: a/b\r\n\r\nx\r\n'.repeat(2_000);
    const raw = `Subject: Parts\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--`;
    const { id } = await incoming(10, 'Parts', raw);
    const email = await get<Record<string, unknown>>(`/api/mail/in-${id}`);
    expect(email).toMatchObject({ subject: 'Parts', headers: [], text: '', attachments: [] });
  });

  it('has an email read again that was given up, for those who may register tickets', async () => {
    const { id } = await incoming(11, 'Given up');
    const path = `/api/mail/in-${id}/reading`;
    expect((await api.ask('post', path)).status).toBe(409);
    await api.prisma.incomingEmail.update({
      where: { id },
      data: { state: 'failed', reason: 'reading it never ends' },
    });
    const again = await api.ask('post', path).expect(200);
    expect(again.body).toMatchObject({ state: 'received', reason: null });
    expect((await api.ask('post', path)).status).toBe(409);
    expect((await api.ask('post', '/api/mail/in-999/reading')).status).toBe(404);
    expect((await api.ask('post', '/api/mail/out-999/reading')).status).toBe(404);
  });

  it('says that an email is not there', async () => {
    for (const path of ['/api/mail/in-999', '/api/mail/out-999', '/api/mail/in-999/raw', '/api/mail/out-999/raw'])
      expect((await api.ask('get', path)).status).toBe(404);
    expect((await api.ask('get', '/api/mail/nothing')).status).toBe(400);
  });
});
