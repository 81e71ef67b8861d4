import { EmbeddedForms } from './embedded-forms.js';

/** Replaces Camunda's behaviour of forms; comes after its module. */
export const embeddedFormsModule = {
  formsBehavior: ['type', EmbeddedForms],
};
