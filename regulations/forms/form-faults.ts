import type { Evaluator, Instant, Json, JsonObject, Variables } from '../../bpmn/index.js';
import { componentsIn, settingOf, type Component, type FormExpressions } from './component.js';
import { fieldFaults, isEmpty } from './field-faults.js';

/** Something that a form does not take. `path`: where it lies in the values. */
export interface FormFault {
  readonly path: readonly (string | number)[];
  readonly detail: string;
}

/** Where components stand: the values that their keys name, and what of them an expression sees. */
interface Scope {
  readonly path: readonly (string | number)[];
  readonly values: Json | undefined;
  readonly names: JsonObject;
  readonly hidden: boolean;
}

const partsOf = (path: unknown): readonly string[] => (typeof path === 'string' && path !== '' ? path.split('.') : []);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const member = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** The first names of everything that a form may fill in. */
const namesIn = (component: Component): readonly string[] => {
  const [own] = partsOf(component.path ?? component.key);
  return own === undefined ? componentsIn(component).flatMap(namesIn) : [own];
};

/**
 * What is wrong with values that are said to be filled in this form, by the rules of form-js: fields that are shown are
 * judged (see `fieldFaults`); those that are hidden or disabled, and names that the form does not have, take nothing.
 * Expressions see the values alone. `at`: what `now()` is to them.
 */
export function formFaults(
  form: Readonly<Record<string, unknown>>,
  values: Variables,
  { evaluator, at }: { readonly evaluator: Evaluator; readonly at: Instant },
): readonly FormFault[] {
  const faults: FormFault[] = [];

  const evaluateIn =
    ({ names }: Scope): FormExpressions =>
    (expression) => {
      const result = evaluator.evaluate(expression, (name) => member(names, name) ?? member(values, name), at);
      return result.ok ? result.value : null;
    };

  /** A list of rows, each filled in with the same components. */
  const judgeRows = (list: Component, rows: Json | undefined, scope: Scope): void => {
    if (isEmpty(rows)) return;
    if (!Array.isArray(rows) || scope.hidden) {
      faults.push({ path: scope.path, detail: scope.hidden ? 'It is not asked for' : 'Expected a list' });
      return;
    }
    (rows as readonly Json[]).forEach((row, i) => {
      const names = { ...(isObject(row) && row), this: row, parent: scope.values ?? null, i: i + 1 };
      for (const inner of componentsIn(list))
        judge(inner, { path: [...scope.path, i], values: row, names, hidden: false });
    });
  };

  const judge = (component: Component, scope: Scope): void => {
    const evaluate = evaluateIn(scope);
    const hidden = scope.hidden || settingOf(component.conditional?.hide, evaluate) === true;
    const parts = partsOf(component.components === undefined ? component.key : component.path);
    const value = parts.reduce(member, scope.values);
    const path = [...scope.path, ...parts];
    if (component.type === 'dynamiclist') {
      judgeRows(component, value, { ...scope, path, hidden });
    } else if (component.components !== undefined) {
      const inside = { ...scope, path, hidden, values: parts.length === 0 ? scope.values : value };
      for (const inner of componentsIn(component)) judge(inner, inside);
    } else if (parts.length > 0 && (hidden || component.disabled === true)) {
      if (!isEmpty(value)) faults.push({ path, detail: 'It is not asked for' });
    } else if (parts.length > 0) {
      for (const detail of fieldFaults(component, value, evaluate)) faults.push({ path, detail });
    }
  };

  const root: Scope = { path: [], values, names: { this: values }, hidden: false };
  for (const component of componentsIn(form)) judge(component, root);
  const known = componentsIn(form).flatMap(namesIn);
  for (const name of Object.keys(values)) {
    if (!known.includes(name)) faults.push({ path: [name], detail: 'The form has no such field' });
  }
  return faults;
}
