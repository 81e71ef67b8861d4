import { inexactLiteral, type InexactLiteral } from '../../../json/index.js';

/** What of form-js's number field turns what was typed into the value of the field. */
export interface NumberFieldClass {
  readonly config: {
    sanitizeValue: (given: { readonly value: unknown; readonly formField: object }) => unknown;
  };
}

/** A typed number that a double does not keep; undefined: it is kept, or it is none. */
export const inexactNumberIn = (value: unknown): InexactLiteral | undefined =>
  typeof value === 'string' && value !== '' && !Number.isNaN(Number(value)) ? inexactLiteral(value.trim()) : undefined;

/**
 * Has number fields keep the text of a number whose digits a double would lose, instead of another number; the check of the
 * field finds it then. For the whole page: form-js asks the class, not the form.
 */
export const keepTypedNumbers = ({ config }: NumberFieldClass): void => {
  const sanitize = config.sanitizeValue;
  config.sanitizeValue = (given) => {
    const value = sanitize(given);
    return typeof value === 'number' && inexactNumberIn(given.value) !== undefined ? given.value : value;
  };
};
