import { beforeAll, describe, expect, it } from '@jest/globals';
import { createFailedAttempts } from '../access/failed-attempts.js';
import { createPasswords } from '../access/passwords.js';
import type { ApiDeps } from '../deps.js';
import { catalogue } from '../problems/catalogue.js';
import { expressPath } from '../routing/mount.js';
import { apiRoutes } from '../routes.js';
import type { Route } from '../routing/route.js';
import { createFakeEngine } from '../test-support/fake-engine.js';
import { openApiDocument, problemsOf } from './document.js';
import { documentationPage } from './page.js';

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

let routes: readonly Route[];
let text: string;
let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
let page: string;

beforeAll(() => {
  // Routes only ask the database when they are called.
  const prisma = {} as ApiDeps['prisma'];
  const readRows: ApiDeps['readRows'] = () => Promise.resolve([]);
  const ticketing = {} as ApiDeps['ticketing'];
  const changes = { tell: () => undefined, follow: () => () => undefined };
  const parts = {
    passwords: createPasswords(),
    attempts: createFailedAttempts(),
    now: () => new Date(),
    eventLoopDelay: () => 0,
    typedDraftDays: 30,
  };
  routes = apiRoutes({ engine: createFakeEngine(), prisma, readRows, changes, ticketing, ...parts, testClock: false });
  const document = openApiDocument(routes);
  text = JSON.stringify(document);
  ({ paths } = JSON.parse(text) as { paths: typeof paths });
  page = documentationPage(document);
});

const operationOf = (route: Route): Operation | undefined => paths[route.path]?.[route.method];

describe('the OpenAPI document', () => {
  it('has exactly the operations that are routed', () => {
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(documented.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
    const ids = routes.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks for the parameters that the paths have', () => {
    for (const route of routes) {
      const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const documented = operationOf(route)?.parameters?.filter((parameter) => parameter.in === 'path') ?? [];
      expect(documented.map(({ name }) => name)).toEqual(inPath);
      expect(documented.every(({ required }) => required === true)).toBe(true);
      expect(expressPath(route.path)).not.toMatch(/[{}]/);
    }
  });

  it('says what bodies are read and what is answered', () => {
    for (const route of routes) {
      const operation = operationOf(route);
      expect(operation?.requestBody !== undefined).toBe(route.body !== undefined || route.form !== undefined);
      const success = operation?.responses[route.success.status];
      expect(Object.keys(success?.content ?? {})).toEqual(
        route.success.body === undefined ? [] : [route.success.mediaType ?? 'application/json'],
      );
      expect(operation?.security.length === 0).toBe(route.access === 'public');
    }
  });

  it('names every problem that a route can be answered with, under its status', () => {
    for (const route of routes)
      for (const slug of problemsOf(route)) {
        const response = operationOf(route)?.responses[catalogue[slug].status];
        expect(response?.content).toHaveProperty(['application/problem+json']);
      }
  });

  it('keeps every schema it refers to', () => {
    const { components } = JSON.parse(text) as { components: { schemas: object } };
    const referred = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
    expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(referred));
    expect(referred.length).toBeGreaterThan(50);
  });
});

describe('the documentation page', () => {
  it('shows every operation and every schema once, without scripts or anything from elsewhere', () => {
    for (const { operationId, path } of routes) {
      expect(page.split(`<details id="${operationId}">`)).toHaveLength(2);
      expect(page).toContain(`<code>${path}</code>`);
    }
    expect(page).not.toMatch(/<script|style=|https?:\/\//);
    const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor ?? '');
    for (const anchor of new Set(anchors)) expect(page).toContain(`id="${anchor}"`);
  });
});
