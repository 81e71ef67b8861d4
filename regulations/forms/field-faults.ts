import type { Json } from '../../bpmn/index.js';
import { fitsPattern } from '../../feel/index.js';
import { settingOf, type Component, type FormExpressions } from './component.js';
import { fault, type Fault, type FaultCode } from './form-fault.js';

/** What a value is like, by the type of the field that it is filled in. Other types take any value. */
const SHAPES: Readonly<
  Record<string, { readonly fits: (value: Json, field: Component) => boolean; readonly otherwise: FaultCode }>
> = {
  textfield: { fits: (value) => typeof value === 'string', otherwise: 'text-expected' },
  textarea: { fits: (value) => typeof value === 'string', otherwise: 'text-expected' },
  number: {
    fits: (value, { serializeToString }) =>
      typeof value === 'number' ||
      (serializeToString === true && typeof value === 'string' && Number.isFinite(Number(value))),
    otherwise: 'number-expected',
  },
  checkbox: { fits: (value) => typeof value === 'boolean', otherwise: 'true-or-false-expected' },
  select: { fits: (value) => !Array.isArray(value), otherwise: 'one-value-expected' },
  radio: { fits: (value) => !Array.isArray(value), otherwise: 'one-value-expected' },
  checklist: { fits: (value) => Array.isArray(value), otherwise: 'values-expected' },
  taglist: { fits: (value) => Array.isArray(value), otherwise: 'values-expected' },
  datetime: {
    fits: (value, { subtype }) => typeof value === 'string' && isMoment(value, subtype),
    otherwise: 'date-expected',
  },
};

const DATE = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?`;
const MOMENTS: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${DATE}$`),
  time: new RegExp(`^${TIME}$`),
  datetime: new RegExp(`^${DATE}T${TIME}$`),
};

const isMoment = (text: string, subtype: unknown): boolean =>
  (MOMENTS[typeof subtype === 'string' ? subtype : 'date'] ?? /^/).test(text);

/** Fields with options, and whether several of them may be chosen. */
const CHOICES: Readonly<Record<string, 'one' | 'many'>> = {
  select: 'one',
  radio: 'one',
  checklist: 'many',
  taglist: 'many',
};

/** No looser than mail and telephone networks need; what exists, only sending shows. */
const KINDS: Readonly<Record<string, { readonly pattern: RegExp; readonly otherwise: FaultCode }>> = {
  email: { pattern: /^[^\s@]+@[^\s@]+$/, otherwise: 'mail-address-expected' },
  phone: { pattern: /(\+|00)\d{6,15}$/, otherwise: 'telephone-number-expected' },
};

/** Nothing was filled in. Blanks alone say nothing either. */
export const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** How much of a value a fault repeats. */
const SHOWN = 100;

const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

const textsOf = (options: unknown): ReadonlySet<string> =>
  new Set(
    (Array.isArray(options) ? (options as readonly Json[]) : []).map((option) =>
      JSON.stringify(typeof option === 'object' && option !== null && 'value' in option ? option['value'] : option),
    ),
  );

/** Options that are written in a form, which stay the same for every row of a list. */
const written = new WeakMap<readonly unknown[], ReadonlySet<string>>();

/** What may be chosen, as JSON. Options that come from outside of what is filled in are none. */
function optionsOf({ values, valuesKey, valuesExpression }: Component, evaluate: FormExpressions): ReadonlySet<string> {
  const key = typeof valuesKey === 'string' && valuesKey !== '' ? `=${valuesKey}` : undefined;
  if (!Array.isArray(values)) return textsOf(values ?? settingOf(valuesExpression ?? key, evaluate));
  const options = written.get(values) ?? textsOf(values);
  written.set(values, options);
  return options;
}

function* choiceFaults(field: Component, value: Json, evaluate: FormExpressions): Generator<Fault> {
  const options = optionsOf(field, evaluate);
  const chosen = new Set<string>();
  for (const one of CHOICES[String(field.type)] === 'many' ? (value as readonly Json[]) : [value]) {
    const text = JSON.stringify(one);
    if (!options.has(text))
      yield options.size === 0
        ? fault('nothing-offered', { value: shown(text) })
        : fault('not-offered', { value: shown(text), offered: shown([...options].join(', ')) });
    else if (chosen.has(text)) yield fault('chosen-twice', { value: shown(text) });
    chosen.add(text);
  }
}

function* numberFaults({ decimalDigits, increment }: Component, value: number): Generator<Fault> {
  if (typeof decimalDigits === 'number' && Number(value.toFixed(Math.min(decimalDigits, 100))) !== value)
    yield decimalDigits === 0 ? fault('whole-number-expected') : fault('too-many-digits', { most: decimalDigits });
  const step = Number(increment ?? 0);
  const steps = value / step;
  if (step > 0 && Math.abs(steps - Math.round(steps)) > 1e-9) yield fault('no-multiple', { step });
}

function* textFaults(
  text: string,
  settings: Readonly<Record<string, unknown>>,
  number: (name: string) => number,
): Generator<Fault> {
  const { length } = text.trim();
  if (length < number('minLength')) yield fault('too-short', { least: number('minLength') });
  if (length > number('maxLength')) yield fault('too-long', { most: number('maxLength') });
  const { pattern, patternErrorMessage, validationType } = settings;
  const fitting = typeof pattern !== 'string' || pattern === '' || fitsPattern(text, pattern);
  if (fitting === undefined) yield fault('pattern-unreadable', { pattern: String(pattern) });
  if (fitting === false)
    yield typeof patternErrorMessage === 'string'
      ? fault('said-by-form', { text: patternErrorMessage })
      : fault('pattern-missed', { pattern: String(pattern) });
  const kind = KINDS[typeof validationType === 'string' ? validationType : ''];
  if (kind && !kind.pattern.test(text)) yield fault(kind.otherwise);
}

/**
 * What is wrong with the value of a field that is shown and may be filled in, by the rules of form-js: its type, what may
 * be chosen, and `validate` (required, length, pattern, range, mail address, telephone number). Blank texts are empty.
 */
export function* fieldFaults(
  field: Component,
  value: Json | undefined,
  evaluate: FormExpressions,
): Generator<Fault, void> {
  const type = String(field.type);
  const { validate = {} } = field;
  if (isEmpty(value) || (type === 'checkbox' && value === false)) {
    if (validate['required'] === true) {
      yield fault('needed');
      return;
    }
    if (!Array.isArray(value)) return;
  }
  const given = value as Json;
  const shape = SHAPES[type];
  if (shape && !shape.fits(given, field)) {
    yield fault(shape.otherwise);
    return;
  }
  if (CHOICES[type] !== undefined) {
    yield* choiceFaults(field, given, evaluate);
    return;
  }
  const number = (name: string): number => {
    const setting = settingOf(validate[name], evaluate);
    return setting === undefined || setting === null || setting === '' ? NaN : Number(setting);
  };
  if (type === 'number') {
    const amount = Number(given);
    if (amount < number('min')) yield fault('too-small', { least: number('min') });
    if (amount > number('max')) yield fault('too-big', { most: number('max') });
    yield* numberFaults(field, amount);
  } else if (typeof given === 'string') yield* textFaults(given, validate, number);
}
