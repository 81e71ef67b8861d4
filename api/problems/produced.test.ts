import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { createFailedAttempts } from '../access/failed-attempts.js';
import { createFakeEngine } from '../test-support/fake-engine.js';
import { diagram } from '../test-support/diagram.js';
import { ADMIN_PASSWORD, startTestApi, type TestApi } from '../test-support/test-api.js';
import { catalogue, problemType, type ProblemSlug } from './catalogue.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const withEngine = (behaviour: Parameters<typeof createFakeEngine>[0]): TestApi =>
  api.with({ engine: createFakeEngine(behaviour) });
const refuse = (code: 'not-found' | 'wrong-state' | 'invalid-argument' | 'already-exists') => () =>
  Promise.resolve({ answer: 'refused', code, reason: 'It was refused.' } as const);

const asAdmin = (method: 'post' | 'put', path: string) =>
  api.askAnonymously(method, path).auth('admin', ADMIN_PASSWORD);

const failSignIn = (over: TestApi) =>
  over.askAnonymously('post', '/api/session').send({ username: 'admin', password: 'wrong' });

const connectionRefused = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));

/** For every problem a request that is answered with it. */
const producers: Readonly<Record<ProblemSlug, () => PromiseLike<Response>>> = {
  'validation-failed': () => api.ask('post', '/v2/process-instances').send({ variables: 7 }),
  'malformed-body': () => api.ask('post', '/v2/process-instances').type('json').send('{"variables":'),
  'malformed-request': () => api.ask('get', '/v2/user-tasks/%E0%A4%A'),
  'invalid-argument': () =>
    withEngine({ start: refuse('invalid-argument') })
      .ask('post', '/v2/process-instances')
      .send({ processDefinitionId: 'a' }),
  'deployment-refused': () => api.ask('post', '/v2/deployments').attach('resources', Buffer.from('not XML'), 'a.bpmn'),
  'grant-refused': () => api.askAnonymously('post', '/oauth/token').type('form').send({ grant_type: 'password' }),
  unauthenticated: () => api.askAnonymously('get', '/v2/topology'),
  'sign-in-failed': () => failSignIn(api),
  'client-refused': () =>
    api
      .askAnonymously('post', '/oauth/token')
      .type('form')
      .send({ grant_type: 'client_credentials', client_id: 'reglament', client_secret: 'wrong' }),
  forbidden: () => api.ask('get', '/api/users'),
  'cross-site-request': () =>
    api
      .askAnonymously('post', '/v2/jobs/activation')
      .auth('admin', ADMIN_PASSWORD)
      .set('Origin', 'https://elsewhere.example')
      .send({}),
  'clock-not-controllable': () => api.ask('post', '/v2/clock/reset'),
  'not-found': () => api.ask('get', '/v2/incidents/1'),
  'no-such-route': () => api.ask('get', '/v2/nothing'),
  'method-not-allowed': () => api.ask('delete', '/v2/topology'),
  'not-acceptable': () => api.ask('get', '/v2/topology').set('Accept', 'image/png'),
  'wrong-state': () =>
    withEngine({ cancel: refuse('wrong-state') }).ask('post', '/v2/process-instances/1/cancellation'),
  'precondition-failed': async () => {
    const draft = { name: 'Order', processId: 'order', xml: '<a/>' };
    const created = await asAdmin('post', '/api/drafts').send(draft);
    return asAdmin('put', `/api/drafts/${(created.body as { id: string }).id}`)
      .set('If-Match', '"7"')
      .send(draft);
  },
  'precondition-required': () =>
    asAdmin('put', '/api/drafts/00000000-0000-4000-8000-000000000000').send({
      name: 'a',
      processId: null,
      xml: '<a/>',
    }),
  overtaken: () =>
    withEngine({ completeTask: () => Promise.resolve({ answer: 'lost', reason: 'A timer came first.' }) }).ask(
      'post',
      '/v2/user-tasks/1/completion',
    ),
  'already-exists': () =>
    withEngine({ start: refuse('already-exists') })
      .ask('post', '/v2/process-instances')
      .send({ processDefinitionId: 'a' }),
  'instance-terminated': () =>
    withEngine({ awaitEnd: () => Promise.resolve({ status: 'terminated', variables: {} }) })
      .ask('post', '/v2/process-instances')
      .send({ processDefinitionId: 'a', awaitCompletion: true }),
  'body-too-large': () =>
    api.ask('post', '/v2/process-instances').send({ variables: { text: 'x'.repeat(5 * 1024 * 1024) } }),
  'file-too-large': () =>
    api.ask('post', '/v2/deployments').attach('resources', Buffer.alloc(20 * 1024 * 1024 + 1), 'large.bpmn'),
  'unsupported-media-type': () => api.ask('post', '/v2/jobs/activation').type('text/plain').send('hello'),
  'too-many-attempts': async () => {
    const held: (() => void)[] = [];
    let over = false;
    const pause = (): Promise<void> => (over ? Promise.resolve() : new Promise((end) => held.push(end)));
    const strict = api.with({ attempts: createFailedAttempts(undefined, pause) });
    for (let i = 0; i < 10; i += 1) await failSignIn(strict);
    // Ten wait for their turn; the only one that is answered is the one too many.
    const asked = Array.from({ length: 11 }, () => failSignIn(strict).then((response) => response));
    const refused = await Promise.race(asked);
    over = true;
    for (const end of held) end();
    await Promise.all(asked);
    return refused;
  },
  'internal-error': () =>
    withEngine({ completeJob: () => Promise.reject(new Error('secret detail')) }).ask('post', '/v2/jobs/1/completion'),
  overloaded: () => api.with({ maxRequests: 0 }).ask('get', '/v2/topology'),
  'database-unavailable': () => withEngine({ completeJob: connectionRefused }).ask('post', '/v2/jobs/1/completion'),
  'outcome-pending': () =>
    withEngine({ completeTask: () => Promise.resolve({ answer: 'accepted' as const, instance: 7n, input: 3 }) }).ask(
      'post',
      '/v2/user-tasks/1/completion',
    ),
  'timed-out': () =>
    withEngine({ awaitEnd: () => Promise.resolve({ status: 'timeout' }) })
      .ask('post', '/v2/process-instances')
      .send({ processDefinitionId: 'a', awaitCompletion: true, requestTimeout: 5 }),
};

describe('every problem of the catalogue', () => {
  it.each(Object.keys(catalogue) as ProblemSlug[])('is answered as RFC 9457 has it: %s', async (slug) => {
    const { status, title, retryAfter } = problemType(slug);
    const response = await producers[slug]();
    expect(response.body).toMatchObject({ type: `/problems/${slug}`, title, status });
    expect(response.status).toBe(status);
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.body).toHaveProperty('instance', `/requests/${response.headers['x-request-id'] ?? ''}`);
    expect(String((response.body as { detail: unknown }).detail)).not.toMatch(/secret detail/);
    if (retryAfter !== undefined) expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  });

  it.each(Object.keys(catalogue))('has a page where its type leads: %s', async (slug) => {
    const response = await api.askAnonymously('get', `/problems/${slug}`);
    expect(response.status).toBe(200);
    expect(response.text).toContain(slug);
  });
});

describe('a request that is fine', () => {
  it('is not answered with a problem', async () => {
    const response = await api
      .ask('post', '/v2/deployments')
      .attach('resources', Buffer.from(diagram('fine')), 'fine.bpmn');
    expect(response.status).toBe(200);
  });
});
