/** What each kind of fault says in English; `{…}` stands for one of its values. Pages translate by code. */
export const FAULTS = {
  needed: 'A value is needed',
  'not-asked': 'It is not asked for',
  'unknown-field': 'The form has no such field',
  'object-expected': 'Expected an object',
  'list-expected': 'Expected a list',
  'too-many-rows': 'The lists of a form have at most {most} rows together',
  'text-expected': 'Expected a text',
  'number-expected': 'Expected a number',
  'inexact-number': 'The number {number} cannot be kept exactly, it would become {kept}; send it as a text',
  'true-or-false-expected': 'Expected true or false',
  'one-value-expected': 'Expected one value',
  'values-expected': 'Expected a list of values',
  'date-expected': 'Expected a date or time (ISO 8601)',
  'mail-address-expected': 'Expected a mail address',
  'telephone-number-expected': 'Expected an international telephone number such as +4930664040900',
  'not-offered': '{value} is not offered ({offered})',
  'nothing-offered': '{value} is not offered (nothing is)',
  'chosen-twice': '{value} is chosen twice',
  'whole-number-expected': 'Expected a whole number',
  'too-many-digits': 'Expected at most {most} digits after the point',
  'no-multiple': 'Expected a multiple of {step}',
  'too-small': 'Expected at least {least}',
  'too-big': 'Expected at most {most}',
  'too-short': 'Expected at least {least} characters',
  'too-long': 'Expected at most {most} characters',
  'pattern-missed': 'Expected the pattern {pattern}',
  'pattern-unreadable': 'The form has a pattern that cannot be read: {pattern}',
  'said-by-form': '{text}',
} as const;

/** Which kind of fault it is: stable, for programs. */
export type FaultCode = keyof typeof FAULTS;

/** What is wrong with one value: by code with its values, and in English. */
export interface Fault {
  readonly code: FaultCode;
  readonly values: Readonly<Record<string, string | number>>;
  readonly detail: string;
}

/** Something that a form does not take. `path`: where it lies in the values. */
export interface FormFault extends Fault {
  readonly path: readonly (string | number)[];
}

/** A fault of this kind with its values. */
export const fault = (code: FaultCode, values: Fault['values'] = {}): Fault => ({
  code,
  values,
  detail: FAULTS[code].replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(values[name])),
});
