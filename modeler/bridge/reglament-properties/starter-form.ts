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
