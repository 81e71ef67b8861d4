import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { draftWithXml } from '../../contract/drafts.js';
import { startTestApi, type TestApi } from '../../test-support/test-api.js';

type Draft = z.output<typeof draftWithXml>;

let api: TestApi;
const told: (readonly string[])[] = [];
beforeAll(async () => {
  const started = await startTestApi();
  api = started.with({
    changes: { tell: (...change) => void told.push(change), follow: () => () => undefined },
  });
});
afterAll(() => api.close());

const content = { name: 'Order', processId: 'order', xml: '<bpmn:definitions/>' };

const create = async (): Promise<Draft> => {
  const answer = await api.ask('post', '/api/drafts').send({ ...content, basedOn: '8388608' });
  expect([answer.status, answer.headers['etag']]).toEqual([201, '"1"']);
  return answer.body as Draft;
};

describe('a draft', () => {
  it('is kept as it was drawn, with who began it', async () => {
    const { id } = await create();
    const answer = await api.ask('get', `/api/drafts/${id}`);
    expect(answer.body).toMatchObject({ ...content, revision: 1, basedOn: '8388608', createdBy: 'reglament' });
    expect(answer.headers['etag']).toBe('"1"');
  });

  it('is changed by who has seen its newest revision, and pages are told', async () => {
    const { id } = await create();
    const change = { ...content, name: 'Order 2' };
    const answer = await api.ask('put', `/api/drafts/${id}`).set('If-Match', '"1"').send(change);
    expect([answer.status, answer.headers['etag']]).toEqual([200, '"2"']);
    expect(answer.body).toMatchObject({ name: 'Order 2', revision: 2 });
    expect(told.at(-1)).toEqual(['drafts', id]);
  });

  it('is put onto the version that was deployed from it, and stays there', async () => {
    const { id } = await create();
    const save = (revision: number, body: object) =>
      api.ask('put', `/api/drafts/${id}`).set('If-Match', `"${revision}"`).send(body);
    expect((await save(1, { ...content, basedOn: '16777216' })).body).toMatchObject({ basedOn: '16777216' });
    expect((await save(2, content)).body).toMatchObject({ basedOn: '16777216' });
  });

  it('is not overwritten by who has not', async () => {
    const { id } = await create();
    const save = (revision: string) =>
      api
        .ask('put', `/api/drafts/${id}`)
        .set('If-Match', revision)
        .send({ ...content, name: `by ${revision}` });
    const [one, other] = await Promise.all([save('"1"'), save('"1"')]);
    expect([one.status, other.status].sort()).toEqual([200, 412]);
    const late = await save('"1"');
    expect(late.body).toMatchObject({ type: '/problems/precondition-failed', revision: 2, changedBy: 'reglament' });
    expect((await save('W/"2"')).status).toBe(412);
    expect((await api.ask('put', `/api/drafts/${id}`).send(content)).status).toBe(428);
  });

  it('can be deleted and brought back', async () => {
    const { id } = await create();
    expect((await api.ask('delete', `/api/drafts/${id}`)).status).toBe(204);
    expect((await api.ask('get', `/api/drafts/${id}`)).status).toBe(404);
    expect((await api.ask('delete', `/api/drafts/${id}`)).status).toBe(404);
    expect((await api.ask('put', `/api/drafts/${id}`).set('If-Match', '"1"').send(content)).status).toBe(404);
    expect((await api.ask('post', `/api/drafts/${id}/restoration`)).body).toMatchObject({ id, revision: 1 });
    expect((await api.ask('get', `/api/drafts/${id}`)).status).toBe(200);
  });

  it('that was deleted long ago goes for good', async () => {
    const { id } = await create();
    await api.ask('delete', `/api/drafts/${id}`);
    const later = api.with({ now: () => new Date(Date.now() + 31 * 86_400_000) });
    await later.ask('delete', `/api/drafts/${(await create()).id}`);
    expect((await api.ask('post', `/api/drafts/${id}/restoration`)).status).toBe(404);
  });

  it('does not exist under an id that is none', async () => {
    expect((await api.ask('get', '/api/drafts/7')).status).toBe(400);
    expect((await api.ask('get', '/api/drafts/00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });
});
