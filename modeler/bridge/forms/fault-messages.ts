import type { Fault } from '../../forms/say-fault.js';
import { fieldFaults, type FormField } from './field-faults.js';

/** A field on screen; the same field of a list has one for every row. */
interface FieldInstance {
  readonly id: string;
  /** What the expressions of the field see. */
  readonly expressionContextInfo: object;
}

/** Where fields are found by their ids. */
interface Registry {
  get(id: string): FormField | undefined;
}

/** The service of form-js that checks values. */
interface Validator {
  validateFieldInstance(instance: FieldInstance, value: unknown): readonly string[];
}

/** Makes a validator of form-js: it looks up fields in the registry that it is given. */
type ValidatorClass = new (expressions: unknown, conditions: unknown, form: unknown, registry: Registry) => Validator;

/** Blanks alone say nothing: the server takes them for an empty field. */
const unlessBlank = (value: unknown): unknown => (typeof value === 'string' && value.trim() === '' ? '' : value);

/** The value of a setting with the expressions of form-js. */
export type Evaluate = (expressions: never, setting: unknown, context: object) => unknown;

/**
 * The messages about values are those of the page: each fault of a value is told as a rule and its parameters, and `say`
 * words it. A field of only blanks is empty.
 */
export const faultMessagesModule = (say: (fault: Fault) => string, evaluate: Evaluate) => {
  const tellFaults = (
    validator: Validator,
    expressions: never,
    conditions: unknown,
    form: unknown,
    registry: Registry,
  ): void => {
    const Judge = validator.constructor as ValidatorClass;
    const breaks = (instance: FieldInstance, value: unknown, field: FormField): boolean =>
      new Judge(expressions, conditions, form, { get: () => field }).validateFieldInstance(instance, value).length > 0;

    validator.validateFieldInstance = (instance, given) => {
      const value = unlessBlank(given);
      const field = registry.get(instance.id);
      if (field === undefined) return [];
      const faults = fieldFaults(field, {
        value,
        breaks: (described) => breaks(instance, value, described),
        evaluated: (setting) => evaluate(expressions, setting, instance.expressionContextInfo),
      });
      return [...faults].map(say);
    };
  };
  const $inject = ['validator', 'expressionLanguage', 'conditionChecker', 'form', 'formFieldRegistry'];
  return {
    __init__: ['faultMessages'],
    faultMessages: ['factory', Object.assign(tellFaults, { $inject })],
  };
};
