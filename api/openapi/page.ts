import type { OpenApiDocument } from './document.js';
import { html, page, type Html } from './html.js';
import { schemaAnchor, schemaHtml, typeOf, type SchemaPart } from './schema-html.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: SchemaPart;
}
type Contents = Readonly<Record<string, { readonly schema?: SchemaPart }>>;
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Contents };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Contents }>>;
}
interface Placed extends Operation {
  readonly method: string;
  readonly path: string;
}

/** The document holds exactly what `document.ts` registered. */
const operationsOf = (document: OpenApiDocument): readonly Placed[] =>
  Object.entries((document.paths ?? {}) as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );

const anchor = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const parameters = (list: readonly Parameter[]): Html =>
  html`<h4>Parameters</h4>
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">In</th>
          <th scope="col">Type</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        ${list.map(
          (parameter) =>
            html`<tr>
              <th scope="row">
                <code>${parameter.name}</code
                >${parameter.required === true ? html` <span class="required">required</span>` : ''}
              </th>
              <td>${parameter.in}</td>
              <td>${typeOf(parameter.schema ?? {})}</td>
              <td>${parameter.description}</td>
            </tr> `,
        )}
      </tbody>
    </table> `;

const contents = (content: Contents): Html =>
  html`${Object.entries(content).map(
    ([type, { schema }]) =>
      html`<p><code>${type}</code></p>
        ${schemaHtml(schema ?? {})}`,
  )}`;

const isSuccess = (status: string): boolean => status.startsWith('2');

const response = (status: string, answer: Operation['responses'][string]): Html =>
  html`<dt>${status}</dt>
    <dd>
      ${answer.description.split('\n').map((line) => html`<p>${line}</p>`)}${
        isSuccess(status) && answer.content !== undefined ? contents(answer.content) : ''
      }
    </dd> `;

const operation = (one: Placed): Html =>
  html`<details id="${one.operationId}">
    <summary>
      <span class="method">${one.method}</span> <code>${one.path}</code> <span class="summary">${one.summary}</span>
    </summary>
    <p>${one.security.length === 0 ? 'Open to everybody.' : (one.description ?? 'Needs a signed-in caller.')}</p>
    ${one.parameters === undefined ? '' : parameters(one.parameters)}${
      one.requestBody === undefined
        ? ''
        : html`<h4>Body${one.requestBody.required === true ? '' : ' (optional)'}</h4>
            ${contents(one.requestBody.content)}`
    }
    <h4>Answers</h4>
    <dl>${Object.entries(one.responses).map(([status, answer]) => response(status, answer))}</dl>
  </details> `;

/** The documentation page of a document: static HTML without scripts, to be read with a keyboard alone. */
export const documentationPage = (document: OpenApiDocument): string => {
  const operations = operationsOf(document);
  const tags = [...new Set(operations.flatMap((one) => one.tags))];
  const schemas = Object.entries((document.components?.schemas ?? {}) as Record<string, SchemaPart>);
  return page(
    `${document.info.title} API`,
    html`<header>
        <h1>${document.info.title} API</h1>
        <p>${document.info.description}</p>
        <p><a href="/api/openapi.json">OpenAPI document</a></p>
      </header>
      <nav aria-label="Sections">
        <ul>
          ${tags.map((tag) => html`<li><a href="#${anchor(tag)}">${tag}</a></li> `)}
          <li><a href="#schemas">Schemas</a></li>
        </ul>
      </nav>
      <main>
        ${tags.map(
          (tag) =>
            html`<section id="${anchor(tag)}">
              <h2>${tag}</h2>
              ${operations.filter((one) => one.tags.includes(tag)).map(operation)}
            </section> `,
        )}
        <section id="schemas">
          <h2>Schemas</h2>
          ${schemas.map(
            ([name, schema]) =>
              html`<article id="${schemaAnchor(name)}">
                <h3>${name}</h3>
                <p>${schema.description}</p>
                ${schemaHtml(schema)}
              </article> `,
          )}
        </section>
      </main>`,
  );
};
