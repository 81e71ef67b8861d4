import { error, type Finding } from '../check/finding.js';
import { decodeJson, jsonPointer, type DecodedJson } from '../../json/index.js';
import { extension, type BpmnNode } from './node.js';

/** Forms that lie in the diagram are named with this (Camunda, "User task forms", embedded form). */
const EMBEDDED = 'camunda-forms:bpmn:';

const decoded = (text: string): DecodedJson | undefined => {
  try {
    return decodeJson(text);
  } catch {
    return undefined;
  }
};

const isForm = (form: unknown): boolean =>
  typeof form === 'object' && form !== null && 'components' in form && Array.isArray(form.components);

/** Whether a text is the JSON of a form: an object with a list of components. */
export const isFormText = (text: string): boolean => isForm(decoded(text)?.document);

/** Says of a user task that its form lies in the diagram of this process, but is none that could be shown as it is written. */
export function brokenForm(task: BpmnNode, process: BpmnNode): readonly Finding[] {
  const key = extension(task, 'zeebe:FormDefinition')?.formKey;
  const form = process.extensionElements?.values?.find(
    ({ $type, id }) => $type === 'zeebe:UserTaskForm' && id !== undefined && key === `${EMBEDDED}${id}`,
  );
  if (form === undefined) return [];
  const read = decoded(form.body ?? '');
  const at = { id: task.id, property: 'Form JSON configuration' };
  if (read === undefined || !isForm(read.document)) return [error('form-syntax', at)];
  return read.inexact.map(({ path, literal, kept }) =>
    error('inexact-number-in-form', at, { place: jsonPointer(path), number: literal, kept }),
  );
}
