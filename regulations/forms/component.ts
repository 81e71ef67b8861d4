import type { FeelExpression, Json, JsonObject } from '../../bpmn/index.js';

/** A component of a form (form-js schema 18), as far as what is filled in depends on it. */
export interface Component {
  readonly type?: unknown;
  readonly key?: unknown;
  /** Groups and dynamic lists: where their fields lie. */
  readonly path?: unknown;
  readonly components?: unknown;
  readonly disabled?: unknown;
  readonly conditional?: { readonly hide?: unknown };
  readonly validate?: Readonly<Record<string, unknown>>;
  readonly values?: unknown;
  readonly valuesKey?: unknown;
  readonly valuesExpression?: unknown;
  /** `datetime`: date, time or datetime. */
  readonly subtype?: unknown;
  readonly decimalDigits?: unknown;
  readonly increment?: unknown;
  readonly serializeToString?: unknown;
}

/** Evaluates an expression of a form, without its `=`, where the component stands; null when it cannot be told. */
export type FormExpressions = (expression: FeelExpression) => Json;

/** The value of a setting that may be written as an expression (`=…`). */
export const settingOf = (setting: unknown, evaluate: FormExpressions): unknown =>
  typeof setting === 'string' && setting.startsWith('=')
    ? evaluate({ kind: 'feel', source: setting.slice(1) })
    : setting;

/** The components directly in a form, a group or a list. */
export const componentsIn = ({ components }: Pick<Component, 'components'>): readonly Component[] =>
  Array.isArray(components) ? (components as readonly Component[]) : [];

/** The names that lead to a value, of a key or path such as `person.name`. */
export const partsOf = (path: unknown): readonly string[] =>
  typeof path === 'string' && path !== '' ? path.split('.') : [];

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
