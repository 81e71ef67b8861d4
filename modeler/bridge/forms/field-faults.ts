import { fitsPattern } from '../../../feel/index.js';
import type { Fault } from '../../forms/say-fault.js';
import { inexactNumberIn } from './exact-numbers.js';

/** A field as its form describes it. */
export interface FormField {
  readonly type: string;
  readonly decimalDigits?: unknown;
  readonly increment?: unknown;
  /** A number field whose value is a text. */
  readonly serializeToString?: unknown;
  readonly validate?: Readonly<Record<string, unknown>>;
}

/** How a field judges a value. */
export interface Judging {
  readonly value: unknown;
  /** Whether form-js finds something wrong with the value if the field were described like this. */
  breaks(field: FormField): boolean;
  /** What a setting is, computed where it is an expression. */
  evaluated(setting: unknown): unknown;
}

/** The fault of a value that breaks one setting of its field. */
type FaultOf = (setting: string | number, field: FormField) => Fault;

const fault = (rule: Fault['rule'], parameters: Fault['parameters'] = {}): Fault => ({ rule, parameters });

/** What a field's `validate` may ask for, in the order in which form-js looks at it. */
const settings: Readonly<Record<string, FaultOf>> = {
  pattern: (pattern, { validate }) => {
    const text = validate?.['patternErrorMessage'];
    return typeof text === 'string' && text !== ''
      ? fault('said-by-form', { text })
      : fault('pattern-missed', { pattern });
  },
  required: () => fault('needed'),
  min: (least) => fault('too-small', { least }),
  max: (most) => fault('too-big', { most }),
  minLength: (least) => fault('too-short', { least }),
  maxLength: (most) => fault('too-long', { most }),
  validationType: (kind) => fault(kind === 'email' ? 'mail-address-expected' : 'telephone-number-expected'),
};

const told = (setting: unknown): string | number => (typeof setting === 'number' ? setting : String(setting));

/** A pattern that cannot be run, in the browser as on the server. */
const unreadable = (pattern: unknown): boolean => typeof pattern === 'string' && fitsPattern('', pattern) === undefined;

/** Patterns run on the same engine as on the server: form-js would let one that backtracks stop the page. */
const missed = (setting: unknown, { value, evaluated, breaks }: Judging, type: string): boolean => {
  const pattern = evaluated(setting);
  return typeof value === 'string' && typeof pattern === 'string' && pattern !== ''
    ? value !== '' && fitsPattern(value, pattern) === false
    : breaks({ type, validate: { pattern: setting } });
};

function* numberFaults(field: FormField, { value, breaks }: Judging): Generator<Fault> {
  const { type, decimalDigits, increment, serializeToString } = field;
  if (type !== 'number') return;
  const inexact = serializeToString === true ? undefined : inexactNumberIn(value);
  if (inexact !== undefined) {
    yield fault('inexact-number', { number: inexact.literal, kept: inexact.kept });
    return;
  }
  if (breaks({ type })) {
    yield fault('number-expected');
    return;
  }
  if (breaks({ type, decimalDigits }))
    yield decimalDigits === 0
      ? fault('whole-number-expected')
      : fault('too-many-digits', { most: told(decimalDigits) });
  if (breaks({ type, increment })) yield fault('no-multiple', { step: told(increment) });
}

/**
 * What is wrong with a value of a field, by the rules of the faults that the server knows, too (`regulations/forms`).
 * form-js judges, one setting after the other: of its English messages only counts that there is one.
 */
export function* fieldFaults(field: FormField, judging: Judging): Generator<Fault> {
  yield* numberFaults(field, judging);
  // Only the checks of `validate` are meant, not those of numbers.
  const type = field.type === 'number' ? 'textfield' : field.type;
  for (const [name, setting] of Object.entries(field.validate ?? {})) {
    const faultOf = Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (faultOf === undefined) continue;
    if (name === 'pattern' && unreadable(setting)) yield fault('pattern-unreadable', { pattern: told(setting) });
    else if (
      name === 'pattern' ? missed(setting, judging, type) : judging.breaks({ type, validate: { [name]: setting } })
    )
      yield faultOf(told(judging.evaluated(setting)), field);
  }
}
