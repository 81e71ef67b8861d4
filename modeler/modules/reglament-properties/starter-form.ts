import type { Translate } from '../translation/translate.js';

/** A form with two fields to begin with, as form-js reads it. */
export const starterForm = (translate: Translate): string =>
  JSON.stringify(
    {
      type: 'default',
      schemaVersion: 18,
      components: [
        { type: 'checkbox', id: 'approved', key: 'approved', label: translate('Approved') },
        { type: 'textarea', id: 'comment', key: 'comment', label: translate('Comment') },
      ],
    },
    undefined,
    2,
  );

/** Whether a text is the JSON of a form: an object with a list of components. */
export const isFormText = (text: string): boolean => {
  try {
    const form: unknown = JSON.parse(text);
    return typeof form === 'object' && form !== null && 'components' in form && Array.isArray(form.components);
  } catch {
    return false;
  }
};
