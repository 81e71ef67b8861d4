import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { ADMIN_PASSWORD, startTestApi, type TestApi } from '../../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const save = (place: string, revision: number, text: string, asked = api.ask): Test =>
  asked('put', `/api/typed-drafts/${place}`)
    .set('If-Match', `"${revision}"`)
    .send({ content: JSON.stringify(text), writer: 'tab-1' });

const kept = async (place: string, of = api): Promise<readonly object[]> => {
  const answer = await of.ask('get', '/api/typed-drafts').query({ place });
  return (answer.body as { items: readonly object[] }).items;
};

describe('what a person has typed and not sent', () => {
  it('is kept at its place, and there again', async () => {
    const saved = await save('comment:1', 0, 'Привет \u0000\ud800');
    expect([saved.status, saved.headers['etag']]).toEqual([200, '"1"']);
    const content = JSON.stringify('Привет \u0000\ud800');
    expect(await kept('comment:1')).toMatchObject([{ place: 'comment:1', revision: 1, content, writer: 'tab-1' }]);
    expect((await save('comment:1', 1, 'Hello')).headers['etag']).toBe('"2"');
  });

  it('is not overwritten by a tab that has not seen it, nor brought back by one after it was sent', async () => {
    const answers = await Promise.all([save('comment:2', 0, 'one'), save('comment:2', 0, 'two')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await save('comment:2', 7, 'three')).body).toMatchObject({
      type: '/problems/precondition-failed',
      revision: 1,
    });
    expect((await api.ask('delete', '/api/typed-drafts/comment:2')).status).toBe(204);
    expect((await api.ask('delete', '/api/typed-drafts/comment:2')).status).toBe(204);
    expect((await save('comment:2', 1, 'late')).body).toMatchObject({ revision: 0 });
    expect(await kept('comment:2')).toEqual([]);
  });

  it('is nobody else’s', async () => {
    await save('comment:3', 0, 'mine');
    const asAdmin: TestApi['ask'] = (method, path) =>
      api.askAnonymously(method, path).auth('admin', ADMIN_PASSWORD, { type: 'basic' });
    expect((await asAdmin('get', '/api/typed-drafts')).body).toEqual({ items: [] });
    expect((await save('comment:3', 0, 'theirs', asAdmin)).status).toBe(200);
    expect((await asAdmin('delete', '/api/typed-drafts/comment:3')).status).toBe(204);
    expect(await kept('comment:3')).toMatchObject([{ content: '"mine"' }]);
    expect((await api.askAnonymously('get', '/api/typed-drafts')).status).toBe(401);
  });

  it('goes when it is old, is limited in size and number, and has a place', async () => {
    await save('comment:4', 0, 'old');
    const later = api.with({ now: () => new Date(Date.now() + 31 * 86_400_000) });
    expect(await kept('comment:4', later)).toEqual([]);
    expect((await save('comment:4', 0, 'new', later.ask)).status).toBe(200);
    expect((await save('comment:5', 0, 'x'.repeat(200_001))).status).toBe(400);
    expect((await save('..%2F', 0, 'x')).status).toBe(400);
    const many = Array.from({ length: 500 }, (_, at) => `many:${at}`);
    const { person } = await api.prisma.typedDraft.findFirstOrThrow({ where: { place: 'comment:4' } });
    const row = { person, content: '""', revision: 1, writer: 'tab-1', changedAt: new Date() };
    await api.prisma.typedDraft.createMany({ data: many.map((place) => ({ ...row, place })) });
    expect((await save('comment:6', 0, 'x')).status).toBe(409);
  });

  it('is not written into the audit', async () => {
    await save('comment:7', 0, 'secret');
    expect(await api.prisma.auditEntry.count({ where: { subject: { contains: 'comment:' } } })).toBe(0);
  });
});
