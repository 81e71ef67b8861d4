import type { Evaluator } from '../../feel/index.js';
import type { Instant, Json, JsonObject, Variables } from '../../bpmn/index.js';
import { componentsIn, isObject, partsOf, settingOf, type Component, type FormExpressions } from './component.js';
import { fault, type FormFault } from './form-fault.js';
import { fieldFaults, isEmpty } from './field-faults.js';
import { knownNames, nameFaults } from './known-names.js';

/** More of them are of no use, and a request may have millions. */
const MOST_FAULTS = 20;

/** Rows of all lists of a form together; each may cost the evaluation of many expressions. */
const MOST_ROWS = 1_000;

/** Where components stand: the values that their keys name, and what of them an expression sees. */
interface Scope {
  readonly path: readonly (string | number)[];
  readonly values: Json | undefined;
  readonly names: JsonObject;
  readonly hidden: boolean;
}

const member = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** What values are judged with. `at`: what `now()` is to expressions. */
interface Judging {
  readonly evaluator: Evaluator;
  readonly at: Instant;
}

function* faultsOf(
  form: Readonly<Record<string, unknown>>,
  values: Variables,
  { evaluator, at }: Judging,
): Generator<FormFault, void> {
  const evaluateIn =
    ({ names }: Scope): FormExpressions =>
    (expression) => {
      const result = evaluator.evaluate(expression, (name) => member(names, name) ?? member(values, name), at);
      return result.ok ? result.value : null;
    };

  let rowsJudged = 0;

  /** A list of rows, each filled in with the same components. */
  function* rowFaults(list: Component, rows: Json | undefined, scope: Scope): Generator<FormFault, void> {
    if (isEmpty(rows)) return;
    if (!Array.isArray(rows) || scope.hidden) {
      yield { path: scope.path, ...fault(scope.hidden ? 'not-asked' : 'list-expected') };
      return;
    }
    rowsJudged += rows.length;
    if (rowsJudged > MOST_ROWS) {
      yield { path: scope.path, ...fault('too-many-rows', { most: MOST_ROWS }) };
      return;
    }
    const known = knownNames(list);
    for (const [i, row] of (rows as readonly Json[]).entries()) {
      const path = [...scope.path, i];
      const names = { ...(isObject(row) && row), this: row, parent: scope.values ?? null, i: i + 1 };
      yield* nameFaults(known, row, path);
      if (isObject(row)) yield* insideFaults(list, { path, values: row, names, hidden: false });
    }
  }

  function* insideFaults(outer: Pick<Component, 'components'>, scope: Scope): Generator<FormFault, void> {
    for (const inner of componentsIn(outer)) yield* componentFaults(inner, scope);
  }

  function* componentFaults(component: Component, scope: Scope): Generator<FormFault, void> {
    const evaluate = evaluateIn(scope);
    const hidden = scope.hidden || settingOf(component.conditional?.hide, evaluate) === true;
    const parts = partsOf(component.components === undefined ? component.key : component.path);
    const value = parts.reduce(member, scope.values);
    const path = [...scope.path, ...parts];
    if (component.type === 'dynamiclist') {
      yield* rowFaults(component, value, { ...scope, path, hidden });
    } else if (component.components !== undefined) {
      yield* insideFaults(component, {
        ...scope,
        path,
        hidden,
        values: parts.length === 0 ? scope.values : value,
      });
    } else if (parts.length > 0 && (hidden || component.disabled === true)) {
      if (!isEmpty(value)) yield { path, ...fault('not-asked') };
    } else if (parts.length > 0) {
      for (const found of fieldFaults(component, value, evaluate)) yield { path, ...found };
    }
  }

  yield* insideFaults(form, { path: [], values, names: { this: values }, hidden: false });
  yield* nameFaults(knownNames(form), values, []);
}

/**
 * What is wrong with values that are said to be filled in this form, by the rules of form-js: fields that are shown are
 * judged (see `fieldFaults`); those that are hidden or disabled, and names that the form does not have, take nothing.
 * Expressions see the values alone. No more than the first 20 faults are looked for, and lists have no more than 1,000 rows
 * together.
 */
export function formFaults(
  form: Readonly<Record<string, unknown>>,
  values: Variables,
  judging: Judging,
): readonly FormFault[] {
  const faults: FormFault[] = [];
  for (const fault of faultsOf(form, values, judging)) {
    faults.push(fault);
    if (faults.length === MOST_FAULTS) break;
  }
  return faults;
}
