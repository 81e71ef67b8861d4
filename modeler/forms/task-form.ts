import { decodeJson } from '../../json/index.js';

/** A form as form-js reads it. */
export type FormSchema = Readonly<Record<string, unknown>>;

/** What a task offers to fill in: a form of its diagram, one elsewhere, one that is not there, or nothing. */
export type TaskForm =
  | { readonly kind: 'embedded'; readonly schema: FormSchema }
  | { readonly kind: 'external'; readonly address: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'none' };

/** Forms that lie in the diagram are named with this (Camunda, "User task forms", embedded form). */
const EMBEDDED = 'camunda-forms:bpmn:';
const ZEEBE = 'http://camunda.org/schema/zeebe/1.0';

/**
 * The form with this id that lies in a diagram; undefined: there is none, or it is no form. One that was deployed before
 * numbers were checked is shown as it always was.
 */
const embeddedForm = (xml: string, id: string): FormSchema | undefined => {
  const diagram = new DOMParser().parseFromString(xml, 'text/xml');
  const forms = [...diagram.getElementsByTagNameNS(ZEEBE, 'userTaskForm')];
  const text = forms.find((form) => form.getAttribute('id') === id)?.textContent;
  try {
    const schema = decodeJson(text ?? 'null').document;
    return typeof schema === 'object' && schema !== null ? (schema as FormSchema) : undefined;
  } catch {
    return undefined;
  }
};

/** Finds what a task's form reference means; the diagram is only asked for when the form lies in it. */
export const findTaskForm = async (reference: string, diagram: () => Promise<string>): Promise<TaskForm> => {
  if (!reference.startsWith(EMBEDDED)) return { kind: 'external', address: reference };
  const schema = embeddedForm(await diagram(), reference.slice(EMBEDDED.length));
  return schema === undefined ? { kind: 'missing' } : { kind: 'embedded', schema };
};
