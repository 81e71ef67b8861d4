import { z } from 'zod';
import { openApiDocument } from '../../openapi/document.js';
import { html, page } from '../../openapi/html.js';
import { documentationPage } from '../../openapi/page.js';
import { documentationStyle } from '../../openapi/style.js';
import { catalogue, problemType, type ProblemSlug } from '../../problems/catalogue.js';
import { Problem } from '../../problems/problem.js';
import { route, type Route } from '../../routing/route.js';

const tag = 'Documentation';
const text = z.string();

const isSlug = (slug: string): slug is ProblemSlug => Object.hasOwn(catalogue, slug);

const problemPage = (slug: ProblemSlug): string => {
  const { status, title, meaning } = problemType(slug);
  return page(
    slug,
    html`<main>
      <h1>${slug}</h1>
      <p>${status}: ${title}</p>
      <p>${meaning}</p>
      <p><a href="/api/docs">API documentation</a></p>
    </main>`,
  );
};

/** The documentation of routes, made from them when it is first asked for. `routes` are all of them, these included. */
export const documentationRoutes = (routes: () => readonly Route[]): readonly Route[] => {
  let made: { readonly document: object; readonly page: string } | undefined;
  const documentation = () => {
    if (made === undefined) {
      const document = openApiDocument(routes());
      made = { document, page: documentationPage(document) };
    }
    return made;
  };
  return [
    route({
      method: 'get',
      path: '/api/openapi.json',
      operationId: 'getOpenApiDocument',
      tag,
      summary: 'This API as an OpenAPI 3.1 document',
      access: 'public',
      success: { status: 200, description: 'The document', body: z.looseObject({}) },
      handle: () => ({ ...documentation().document }),
    }),
    route({
      method: 'get',
      path: '/api/docs',
      operationId: 'getDocumentation',
      tag,
      summary: 'This API as a page',
      access: 'public',
      success: { status: 200, description: 'The page', body: text, mediaType: 'text/html' },
      handle: () => documentation().page,
    }),
    route({
      method: 'get',
      path: '/api/docs/style.css',
      operationId: 'getDocumentationStyle',
      tag,
      summary: 'The style of the page',
      access: 'public',
      success: { status: 200, description: 'CSS', body: text, mediaType: 'text/css' },
      handle: () => documentationStyle,
    }),
    route({
      method: 'get',
      path: '/problems/{slug}',
      operationId: 'getProblemType',
      tag,
      summary: 'What a problem means: where the type of every problem leads',
      access: 'public',
      params: z.object({ slug: z.string() }),
      success: { status: 200, description: 'The page', body: text, mediaType: 'text/html' },
      problems: ['not-found'],
      handle: ({ params: { slug } }) => {
        if (!isSlug(slug)) throw new Problem('not-found', `There is no problem called ${slug}.`);
        return problemPage(slug);
      },
    }),
  ];
};
