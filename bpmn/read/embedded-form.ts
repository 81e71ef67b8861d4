import { error, type Finding } from '../check/finding.js';
import { extension, type BpmnNode } from './node.js';

/** Forms that lie in the diagram are named with this (Camunda, "User task forms", embedded form). */
const EMBEDDED = 'camunda-forms:bpmn:';

/** Whether a text is the JSON of a form: an object with a list of components. */
export const isFormText = (text: string): boolean => {
  try {
    const form: unknown = JSON.parse(text);
    return typeof form === 'object' && form !== null && 'components' in form && Array.isArray(form.components);
  } catch {
    return false;
  }
};

/** Says of a user task that its form lies in the diagram of this process, but is none that could be shown. */
export function brokenForm(task: BpmnNode, process: BpmnNode): readonly Finding[] {
  const key = extension(task, 'zeebe:FormDefinition')?.formKey;
  const form = process.extensionElements?.values?.find(
    ({ $type, id }) => $type === 'zeebe:UserTaskForm' && id !== undefined && key === `${EMBEDDED}${id}`,
  );
  if (form === undefined || isFormText(form.body ?? '')) return [];
  return [error('form-syntax', { id: task.id, property: 'Form JSON configuration' })];
}
