import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { problemType, type ProblemSlug } from '../problems/catalogue.js';
import { PROBLEM_TYPE } from '../problems/problem.js';
import { binary, neededPermissions, type Route } from '../routing/route.js';

/** The OpenAPI document: plain JSON. */
export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    errors: z
      .array(
        z.object({
          detail: z.string(),
          code: z
            .string()
            .optional()
            .meta({ description: 'Which kind of finding it is, where it can be told in other words' }),
          values: z
            .record(z.string(), z.union([z.string(), z.number()]))
            .optional()
            .meta({ description: 'What of its kind differs from case to case, by name' }),
          pointer: z.string().optional(),
          parameter: z.string().optional(),
          resource: z.string().optional(),
          element: z.string().optional(),
          property: z.string().optional(),
          rule: z.string().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

/** Every problem that a route can be answered with. */
export const problemsOf = (route: Route): readonly ProblemSlug[] => {
  const takesParts = [route.params, route.query, route.body].some((part) => part !== undefined);
  const takesBody = route.body !== undefined || route.form !== undefined;
  const slugs: ProblemSlug[] = [
    ...(takesParts || takesBody ? (['validation-failed', 'malformed-request'] as const) : []),
    ...(takesBody ? (['malformed-body', 'body-too-large', 'unsupported-media-type'] as const) : []),
    ...(route.takesFiles === true ? (['file-too-large'] as const) : []),
    ...(route.access === 'public' ? [] : (['unauthenticated', 'too-many-attempts'] as const)),
    ...(neededPermissions(route.access).length === 0 ? [] : (['forbidden'] as const)),
    ...(route.method === 'get' ? [] : (['cross-site-request'] as const)),
    ...(route.success.body === undefined ? [] : (['not-acceptable'] as const)),
    ...(route.problems ?? []),
    'internal-error',
    ...(route.unlimited === true ? [] : (['overloaded'] as const)),
    'database-unavailable',
  ];
  return [...new Set(slugs)];
};

const problemResponses = (route: Route) => {
  const byStatus = new Map<number, ProblemSlug[]>();
  for (const slug of problemsOf(route)) {
    const { status } = problemType(slug);
    byStatus.set(status, [...(byStatus.get(status) ?? []), slug]);
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([one], [other]) => one - other)
      .map(([status, slugs]) => [
        status,
        {
          description: slugs.map((slug) => `${slug}: ${problemType(slug).meaning}`).join('\n'),
          content: { [PROBLEM_TYPE]: { schema: problem } },
        },
      ]),
  );
};

const bodyTypes = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
} as const;

const requestBody = (route: Route) => {
  const schema = route.body ?? route.form;
  if (schema === undefined) return {};
  const type = bodyTypes[route.bodyKind ?? 'json'];
  const withFiles = { schema: z.object({ body: schema, files: z.array(binary) }) };
  const content = { [type]: { schema }, ...(route.takesFiles === true ? { [bodyTypes.multipart]: withFiles } : {}) };
  return { body: { required: route.bodyOptional !== true, content } };
};

const successResponse = ({ status, description, body, mediaType }: Route['success']) => ({
  [status]: {
    description,
    ...(body === undefined ? {} : { content: { [mediaType ?? 'application/json']: { schema: body } } }),
  },
});

const register = (registry: OpenAPIRegistry, route: Route): void => {
  const permissions = neededPermissions(route.access);
  registry.registerPath({
    method: route.method,
    path: route.path,
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(permissions.length === 0 ? {} : { description: `Needs the permission ${permissions.join(' or ')}.` }),
    security: route.access === 'public' ? [] : [{ basic: [] }, { bearer: [] }, { session: [] }],
    request: {
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { query: route.query }),
      ...requestBody(route),
    },
    responses: { ...successResponse(route.success), ...problemResponses(route) },
  });
};

/** The OpenAPI 3.1 document of routes, made from what they validate with. */
export const openApiDocument = (routes: readonly Route[]): OpenApiDocument => {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'basic', { type: 'http', scheme: 'basic' });
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, or a token from /oauth/token',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'reglament_session',
    description: 'From /api/session; changes also need the header X-CSRF-Token',
  });
  for (const route of routes) register(registry, route);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Reglament',
      version: '1',
      description:
        'Processes, jobs, tasks and messages under /v2, as clients of the Camunda 8 orchestration cluster use them; ' +
        'people, keys and the audit under /api.',
    },
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
  });
};
