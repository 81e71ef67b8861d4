import { html, type Content, type Html } from './html.js';

/** The parts of a JSON schema that the page shows. */
export interface SchemaPart {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly required?: readonly string[];
  readonly items?: SchemaPart;
  readonly additionalProperties?: boolean | SchemaPart;
  readonly anyOf?: readonly SchemaPart[];
  readonly oneOf?: readonly SchemaPart[];
  readonly allOf?: readonly SchemaPart[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

/** Where a schema of the document stands on the page. */
export const schemaAnchor = (name: string): string => `schema-${name}`;

const joined = (parts: readonly SchemaPart[], separator: string): Content =>
  parts.map((part, i) => [i === 0 ? '' : separator, typeOf(part)]);

const limits = ({ minimum, maximum, maxLength, format, pattern }: SchemaPart): string =>
  [
    format,
    minimum === undefined ? undefined : `≥ ${minimum}`,
    maximum === undefined ? undefined : `≤ ${maximum}`,
    maxLength === undefined ? undefined : `≤ ${maxLength} characters`,
    pattern === undefined ? undefined : `/${pattern}/`,
  ]
    .filter((limit) => limit !== undefined)
    .join(', ');

/** A schema in one line. */
export const typeOf = (schema: SchemaPart): Html => {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<a href="#${schemaAnchor(name)}">${name}</a>`;
  }
  if (schema.enum !== undefined) return html`${schema.enum.map((value) => JSON.stringify(value)).join(' | ')}`;
  if (schema.const !== undefined) return html`${JSON.stringify(schema.const)}`;
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return html`${joined(variants, ' | ')}`;
  if (schema.allOf !== undefined) return html`${joined(schema.allOf, ' & ')}`;
  if (schema.items !== undefined) return html`list of ${typeOf(schema.items)}`;
  const type = typeof schema.type === 'string' ? schema.type : (schema.type?.join(' | ') ?? 'anything');
  const limit = limits(schema);
  return html`${type}${limit === '' ? '' : ` (${limit})`}`;
};

const row = (name: string, schema: SchemaPart, required: boolean): Html =>
  html`<tr>
    <th scope="row"><code>${name}</code>${required ? html` <span class="required">required</span>` : ''}</th>
    <td>${typeOf(schema)}</td>
    <td>${schema.description}</td>
  </tr> `;

/** A schema with its members. */
export const schemaHtml = (schema: SchemaPart): Html => {
  const members = Object.entries(schema.properties ?? {});
  if (members.length === 0) return html`<p class="type">${typeOf(schema)}</p>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Member</th>
        <th scope="col">Type</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${members.map(([name, member]) => row(name, member, schema.required?.includes(name) ?? false))}
    </tbody>
  </table> `;
};
