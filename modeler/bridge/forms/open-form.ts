import '@bpmn-io/form-js/dist/assets/form-js.css';
import { Form, Numberfield, runExpressionEvaluation } from '@bpmn-io/form-js';
import flatpickr from 'flatpickr';
import { english } from 'flatpickr/dist/l10n/default.js';
import { Russian } from 'flatpickr/dist/l10n/ru.js';
import { sayFault, type Fault } from '../../forms/say-fault.js';
import { texts } from '../../i18n/setup.js';
import type { FormSchema } from '../../forms/task-form.js';
import { typedValues, type FormValues } from '../../forms/typed-values.js';
import { keepTypedNumbers } from './exact-numbers.js';
import { faultMessagesModule } from './fault-messages.js';
import { translateFormTexts } from './translate-texts.js';

const language = (): string => texts.language;
const say = ({ rule, parameters }: Fault): string => sayFault(texts.t, rule, parameters) ?? rule;

keepTypedNumbers(Numberfield);

/** What a form tells the page. */
export interface FormListener {
  /** Its own submit button, or Enter in a field, was pressed. */
  submitted(): void;
  /** Something was filled in, and no field is wrong as far as they have been looked at. */
  valid(): void;
  /** Something was filled in: what the form was given, with what was typed over it, valid or not. */
  typed(values: FormValues): void;
}

/** A form on screen: all that the page knows of form-js. */
export interface OpenForm {
  /** The values; undefined while a field is not valid, which the form shows beside it. */
  read(): Readonly<Record<string, unknown>> | undefined;
  setReadOnly(readOnly: boolean): void;
  destroy(): void;
}

interface Changed {
  readonly errors: object;
  readonly data: FormValues;
}

/** Makes the form take what was typed last: a field hands it on a moment later, or when it is left. */
const commitTyped = (container: HTMLElement): void => {
  const field = document.activeElement;
  if (!(field instanceof HTMLElement) || !container.contains(field)) return;
  field.blur();
  field.focus();
};

/**
 * Draws a form into `container`.
 * @throws Error when the schema cannot be drawn
 */
export const openForm = async (
  container: HTMLElement,
  schema: FormSchema,
  data: Readonly<Record<string, unknown>>,
  listener: FormListener,
): Promise<OpenForm> => {
  // form-js hands its calendars no language; they take the one that is set for all.
  flatpickr.localize(language() === 'ru' ? Russian : english);
  const form = new Form({ container, additionalModules: [faultMessagesModule(say, runExpressionEvaluation)] });
  const stopTranslating = translateFormTexts(container, language);
  const destroy = (): void => {
    stopTranslating();
    form.destroy();
  };
  let reading = false;
  /** The values once it is drawn, as the form has them; it changes its own in place. */
  let drawn: FormValues | undefined;
  let latest: FormValues = {};
  form.on('submit', () => {
    if (!reading) listener.submitted();
  });
  form.on('changed', ({ errors, data: values }: Changed) => {
    latest = values;
    if (drawn === undefined) return;
    listener.typed({ ...data, ...typedValues(drawn, values) });
    if (Object.keys(errors).length === 0) listener.valid();
  });
  try {
    await form.importSchema(schema, data);
    drawn = structuredClone(latest);
  } catch (error) {
    destroy();
    throw error;
  }
  return {
    read: () => {
      commitTyped(container);
      reading = true;
      const result = form.submit();
      reading = false;
      return Object.keys(result.errors).length > 0 ? undefined : result.data;
    },
    setReadOnly: (readOnly) => form.setProperty('readOnly', readOnly),
    destroy,
  };
};
