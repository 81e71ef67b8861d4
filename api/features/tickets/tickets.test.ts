import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AttachmentStore, Store } from '../../../desk/index.js';
import { until } from '../../../engine/test-support/until.js';
import { ADMIN_PASSWORD, type TestApi } from '../../test-support/test-api.js';
import { startTestDesk, type TestDesk } from '../../test-support/test-desk.js';

let desk: TestDesk;
let api: TestApi;
let store: Store;
let attachments: AttachmentStore;

beforeAll(async () => {
  desk = await startTestDesk('regulations/packs/profman');
  ({ api, store, attachments } = desk);
});
afterAll(() => desk.close());

interface Body {
  readonly [name: string]: unknown;
}

let keys = 0;
const create = (body: Body = {}, key = `key-${(keys += 1)}`) =>
  api
    .ask('post', '/api/tickets')
    .set('Idempotency-Key', key)
    .send({ desk: 'profman', subject: 'Subject', requester: { email: 'anna@example.com' }, ...body });
const created = async (body?: Body): Promise<Body & { readonly ticketId: string; readonly number: string }> => {
  const response = await create(body).expect(201);
  return response.body as Body & { ticketId: string; number: string };
};
const get = async (path: string): Promise<Body> => (await api.ask('get', path).expect(200)).body as Body;

/** A person with these roles; the password is the one of `admin`. */
async function personWith(roles: readonly string[]): Promise<string> {
  const username = `person-${(keys += 1)}`;
  const { passwordHash } = await api.prisma.user.findUniqueOrThrow({ where: { username: 'admin' } });
  const at = { createdAt: new Date(), changedAt: new Date() };
  await api.prisma.user.create({
    data: { id: username, username, displayName: `The ${username}`, passwordHash, roles: [...roles], ...at },
  });
  return username;
}

describe('registering tickets', () => {
  it('says every wrong member at once', async () => {
    const wrong = { subject: ' ', requester: { email: 'nobody' }, colour: 'red' };
    const response = await create(wrong).expect(400);
    const errors = (response.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    expect(errors.sort()).toEqual(['#/colour', '#/requester/email', '#/subject']);
  });

  it('needs a key, and refuses values that the desk does not have', async () => {
    const { status } = await api
      .ask('post', '/api/tickets')
      .send({ desk: 'x', subject: 'x', requester: { email: 'a@b.org' } });
    expect(status).toBe(400);
    expect((await create({ desk: 'none' })).body).toMatchObject({ type: '/problems/invalid-argument' });
    expect((await create({ type: 'none' })).body).toMatchObject({ type: '/problems/invalid-argument' });
  });

  it('answers the same ticket to the same key, and refuses another request with it', async () => {
    const [one, two] = await Promise.all([create({}, 'same'), create({}, 'same')]);
    expect((one.body as Body)['ticketId']).toBe((two.body as Body)['ticketId']);
    expect((await create({ subject: 'Another' }, 'same')).status).toBe(409);
  });

  it('keeps what the form brought, for the process too', async () => {
    const ticket = await created({ fields: { version: '4.2' }, text: 'Words', channel: 'phone' });
    expect(ticket).toMatchObject({ fields: { version: '4.2' }, text: 'Words', channel: { code: 'phone' }, open: true });
    const [variable] = await store.prisma.variable.findMany({
      where: { name: 'fields' },
      orderBy: { instance: 'desc' },
    });
    expect(JSON.parse(variable!.value)).toEqual({ version: '4.2' });
  });

  it('is for those who may start processes', async () => {
    const key = await api.prisma.accessKey.findFirstOrThrow();
    await api.prisma.accessKey.update({ where: { id: key.id }, data: { roles: ['viewer'] } });
    expect((await create()).status).toBe(403);
    expect((await api.ask('get', '/api/tickets')).status).toBe(200);
    await api.prisma.accessKey.update({ where: { id: key.id }, data: { roles: ['customer'] } });
    expect((await api.ask('get', '/api/tickets')).status).toBe(403);
    expect((await api.ask('get', '/api/queue?desk=profman')).status).toBe(403);
    expect((await api.ask('get', '/api/mail')).status).toBe(403);
    await api.prisma.accessKey.update({ where: { id: key.id }, data: { roles: ['integration'] } });
  });
});

describe('lists of tickets', () => {
  it('are read page by page without gaps while new ones come', async () => {
    const made = [];
    for (let i = 0; i < 5; i += 1) made.push((await created({ subject: `Page ${i}` })).ticketId);
    const first = await get('/api/tickets?limit=2&text=Page%20');
    await created({ subject: 'Page late' });
    const second = await get(`/api/tickets?limit=2&text=Page%20&cursor=${String(first['nextCursor'])}`);
    const third = await get(`/api/tickets?limit=2&text=Page%20&cursor=${String(second['nextCursor'])}`);
    const ids = [first, second, third].flatMap((page) =>
      (page['items'] as { ticketId: string }[]).map((t) => t.ticketId),
    );
    expect(ids).toEqual([...made].reverse());
    expect(third['nextCursor']).toBeNull();
    expect((await api.ask('get', '/api/tickets?cursor=nonsense')).status).toBe(400);
  });

  it('are filtered by what tickets are now', async () => {
    const ticket = await created({
      subject: '100%_sure',
      type: 'wish',
      priority: 'low',
      requester: { email: 'low@x.org' },
    });
    for (const query of [
      'type=wish',
      'priority=low',
      'text=0%25_s',
      'requester=LOW',
      'status=registered',
      'open=true',
      'q=SURE%20low%40x',
    ]) {
      const { items } = (await get(`/api/tickets?desk=profman&${query}`)) as { items: { ticketId: string }[] };
      expect(items.map(({ ticketId }) => ticketId)).toContain(ticket.ticketId);
    }
    expect((await get('/api/tickets?open=false'))['items']).toEqual([]);
    expect((await get('/api/tickets?text=0_%25'))['items']).toEqual([]);
    expect((await get('/api/tickets?q=sure%20elsewhere'))['items']).toEqual([]);
  });

  it('are found by what was said and done, ё as е, and by their number without zeros', async () => {
    const ticket = await created({ subject: 'Отчёт за июнь' });
    const comment = { text: 'Счёт не сходится', internal: true };
    await api.ask('post', `/api/tickets/${ticket.ticketId}/comments`).send(comment).expect(201);
    await until(async () => (await api.prisma.ticket.count({ where: { id: BigInt(ticket.ticketId) } })) === 1);
    const { instance } = await api.prisma.ticket.findUniqueOrThrow({ where: { id: BigInt(ticket.ticketId) } });
    await until(async () => (await api.prisma.variable.count({ where: { instance } })) > 0);
    await api.prisma.variable.create({
      data: {
        instance,
        scope: 1,
        name: 'result',
        value: '"Перезагружён сервер"',
        processId: 'x',
        updatedAt: new Date(),
      },
    });
    const found = async (q: string): Promise<readonly string[]> => {
      const { items } = (await get(`/api/tickets?q=${encodeURIComponent(q)}`)) as { items: { ticketId: string }[] };
      return items.map(({ ticketId }) => ticketId);
    };
    const short = ticket.number.replace(/-0+/, '-');
    expect(short).not.toBe(ticket.number);
    for (const q of ['отчет', 'ОТЧЁТ июнь', 'счет сходится', 'перезагружен', short, short.toLowerCase()])
      expect([q, await found(q)]).toEqual([q, [ticket.ticketId]]);
    expect(await found('requester')).toEqual([]);
    expect(await found('перезапуск')).toEqual([]);
  });
});

describe('reading a ticket', () => {
  it('shows it as it is between two commits of its process, whatever is done meanwhile', async () => {
    const { ticketId } = await created();
    const path = `/api/tickets/${ticketId}`;
    await until(async () => ((await get(path))['tasks'] as unknown[]).length === 1);
    const before = await get(path);
    const [{ userTaskKey }] = before['tasks'] as [{ userTaskKey: string }];
    let meanwhile = async (): Promise<void> => {
      meanwhile = () => Promise.resolve();
      await store.engine.completeTask(BigInt(userTaskKey), { result: 'Done' });
    };
    const definitions = {
      ...store.definitions,
      document: async (hash: string) => {
        await meanwhile();
        return store.definitions.document(hash);
      },
    };
    const slow = api.with({ engine: store.engine, ticketing: { ...store, attachments, definitions } });
    const { body } = (await slow.ask('get', path).expect(200)) as { readonly body: Body };
    const told = ({ status, tasks, actions, timeline }: Body) => ({ status, tasks, actions, timeline });
    expect(body['tasks']).toEqual([]);
    expect(told(body)).toEqual(told(await get(path)));
  });
});

describe('a ticket', () => {
  it('that is not there is said to be so', async () => {
    expect((await api.ask('get', '/api/tickets/999')).status).toBe(404);
    expect((await api.ask('get', '/api/tickets/x')).status).toBe(400);
    expect((await api.ask('post', '/api/tickets/999/comments').send({ text: 'x' })).status).toBe(404);
    expect((await api.ask('post', '/api/tickets/999/actions/1').send({})).status).toBe(404);
  });

  it('takes comments of staff and of the requester, internal ones of staff alone', async () => {
    const { ticketId } = await created();
    const comment = (body: Body) => api.ask('post', `/api/tickets/${ticketId}/comments`).send(body);
    expect((await comment({ text: '  ' })).status).toBe(400);
    await comment({ text: 'Note', internal: true }).expect(201);
    const answered = await comment({ text: 'Answer', internal: true, fromRequester: true }).expect(201);
    const comments = (answered.body as { timeline: Body[] }).timeline.filter(({ kind }) => kind === 'comment');
    expect(comments).toMatchObject([
      { text: 'Note', internal: true, actor: { kind: 'staff' } },
      { text: 'Answer', internal: false, actor: { kind: 'requester', name: 'anna@example.com' } },
    ]);
  });

  it('keeps the files that come with it and with its comments, once, by names without folders', async () => {
    const upload = (path: string, body: Body, key: string) =>
      api
        .ask('post', path)
        .set('Idempotency-Key', key)
        .field('body', JSON.stringify(body))
        .attach('files', Buffer.from('one'), { filename: 'Снимок экрана.png', contentType: 'image/png' })
        .attach('files', Buffer.from(''), { filename: '../empty' });
    const body = { desk: 'profman', subject: 'With files', requester: { email: 'anna@example.com' } };
    const made = (await upload('/api/tickets', body, 'files').expect(201)).body as { ticketId: string };
    const path = `/api/tickets/${made.ticketId}`;
    expect(await get(path)).toMatchObject({
      attachments: [
        { name: 'Снимок экрана.png', mediaType: 'image/png', size: 3 },
        { name: 'empty', size: 0 },
      ],
    });
    await upload('/api/tickets', body, 'files').expect(201);
    expect((await create(body, 'files')).status).toBe(409);

    const { timeline, attachments: all } = (await upload(`${path}/comments`, {}, '').expect(201)).body as {
      timeline: Body[];
      attachments: Body[];
    };
    expect(timeline.find(({ kind }) => kind === 'comment')).toMatchObject({ text: '', attachments: all.slice(2) });
    expect(all).toHaveLength(4);
  });

  it('takes no files that are too large or come without a body', async () => {
    const { ticketId } = await created();
    const comment = () => api.ask('post', `/api/tickets/${ticketId}/comments`);
    const large = await comment()
      .field('body', '{}')
      .attach('files', Buffer.alloc(20 * 1024 * 1024 + 1), 'large.bin');
    expect(large.body).toMatchObject({ type: '/problems/file-too-large', resource: 'large.bin' });
    expect((await comment().attach('files', Buffer.from('x'), 'x')).body).toMatchObject({
      errors: [{ pointer: '#/body' }],
    });
    expect((await comment().field('body', '{')).body).toMatchObject({ type: '/problems/malformed-body' });
    expect((await comment().field('body', '{"text":1}').attach('files', Buffer.from('x'), 'x')).status).toBe(400);
    expect((await comment().field('body', '{}').attach('other', Buffer.from('x'), 'x')).status).toBe(400);
  });

  it('offers the buttons of its diagram to those whose role they name, and takes no other key', async () => {
    const { ticketId, actions } = (await created()) as { ticketId: string; actions?: unknown };
    expect(actions).toEqual([]);
    const username = await personWith(['engineer']);
    const asEngineer = (method: 'get' | 'post', path: string) =>
      api.askAnonymously(method, path).auth(username, ADMIN_PASSWORD);
    const seen = (await asEngineer('get', `/api/tickets/${ticketId}`).expect(200)).body as {
      actions: { label: string; actionKey: string; form: { id: string } | null }[];
    };
    expect(seen.actions.map(({ label, form }) => [label, form?.id])).toEqual([
      ['Пустить вне очереди', 'profman-expedite'],
      ['Изменить тип', 'profman-type'],
      ['Запросить уточнение', 'profman-question'],
    ]);
    const key = seen.actions[1]!.actionKey;
    expect((await api.ask('post', `/api/tickets/${ticketId}/actions/${key}`).send({})).status).toBe(409);
    const path = `/api/tickets/${ticketId}/actions/${key}`;
    for (const variables of [{}, { type: null }, { type: 'anything' }, { type: ['wish', 'question'] }]) {
      const refused = await asEngineer('post', path).send({ variables }).expect(400);
      expect(refused.body).toMatchObject({
        type: '/problems/validation-failed',
        errors: [{ pointer: '#/variables/type' }],
      });
    }
    const foreign = { type: 'wish', expedited: true };
    expect((await asEngineer('post', path).send({ variables: foreign }).expect(400)).body).toMatchObject({
      errors: [{ pointer: '#/variables/expedited', code: 'unknown-field', detail: 'The form has no such field' }],
    });
    expect((await asEngineer('post', path).expect(400)).body).toMatchObject({
      errors: [{ pointer: '#/variables/type' }],
    });
    expect((await asEngineer('get', `/api/tickets/${ticketId}`)).body).toMatchObject({ type: { code: 'question' } });
    const pending = {
      ...store.tickets,
      act: () => Promise.resolve({ answer: 'accepted', instance: 1n, input: 3 } as const),
    };
    const stored = await api
      .with({ ticketing: { ...store, attachments, tickets: pending } })
      .askAnonymously('post', path)
      .auth(username, ADMIN_PASSWORD)
      .send({ variables: { type: 'wish' } });
    expect([stored.status, stored.body]).toEqual([200, expect.objectContaining({ ticketId })]);
    const pressed = await asEngineer('post', path)
      .send({ variables: { type: 'wish' } })
      .expect(200);
    expect(pressed.body).toMatchObject({ type: { code: 'wish', label: 'Пожелание' } });
    expect((await asEngineer('post', `/api/tickets/${ticketId}/actions/1`).send({})).status).toBe(409);
  });

  it('gives its files to be saved, whatever they claim to be, and no file of another ticket', async () => {
    const hash = await attachments.put(Buffer.from('<script>alert(1)</script>'));
    const registered = await store.tickets.register({
      desk: 'profman',
      subject: 'With a file',
      text: '',
      requester: { email: 'anna@example.com' },
      at: new Date(),
      author: { kind: 'requester', name: 'Anna' },
      source: 'with a file',
      sourceHash: '',
      attachments: [{ name: 'Снимок "1".html', mediaType: 'text/html', size: 25, hash }],
    });
    if (registered.answer !== 'registered') throw new Error(registered.reason);
    const ticket = await get(`/api/tickets/${registered.ticket}`);
    const [file] = ticket['attachments'] as { attachmentId: string; name: string }[];
    expect(file!.name).toBe('Снимок "1".html');
    const response = await api.ask('get', `/api/tickets/${registered.ticket}/attachments/${file!.attachmentId}`);
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe('application/octet-stream');
    expect(response.headers['content-disposition']).toMatch(/^attachment; /);
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect(Buffer.from(response.body as Buffer).toString()).toBe('<script>alert(1)</script>');
    const { ticketId } = await created();
    expect((await api.ask('get', `/api/tickets/${ticketId}/attachments/${file!.attachmentId}`)).status).toBe(404);
  });
});

describe('the queue', () => {
  it('of a desk that is not there is said to be so', async () => {
    expect((await api.ask('get', '/api/queue?desk=none')).status).toBe(404);
    expect((await api.ask('get', '/api/queue')).status).toBe(400);
  });
});
