import { addExtension, removeExtension, update, type Command, type Factory } from './write-field.js';
import { extension, extensionsOf, type DiagramElement, type ModdleElement } from './moddle.js';

/** Forms that lie in the diagram are named with this (Camunda, "User task forms", embedded form). */
const EMBEDDED = 'camunda-forms:bpmn:';
const DEFINITION = 'zeebe:FormDefinition';
const FORM = 'zeebe:UserTaskForm';

/** What people fill in to complete a user task. */
export type TaskForm =
  | { readonly kind: 'none' }
  /** Lies in the diagram; `body` is its JSON. */
  | { readonly kind: 'embedded'; readonly body: string }
  /** A page elsewhere, to which the task page leads. */
  | { readonly kind: 'external'; readonly address: string }
  /** A form that was deployed by itself, which the engine has none of (docs/decisions/0037). */
  | { readonly kind: 'linked'; readonly formId: string };

const text = (element: ModdleElement, property: string): string | undefined =>
  element.get(property) as string | undefined;

/** The process that an element stands in; the element itself where it stands in none. */
const processOf = (element: ModdleElement): ModdleElement =>
  element.$parent === undefined || element.$instanceOf('bpmn:Process') ? element : processOf(element.$parent);

const formsOf = ({ businessObject }: DiagramElement): readonly ModdleElement[] =>
  extensionsOf({ businessObject: processOf(businessObject) }).filter(({ $type }) => $type === FORM);

const embeddedForm = (element: DiagramElement, definition: ModdleElement): ModdleElement | undefined =>
  formsOf(element).find((form) => `${EMBEDDED}${text(form, 'id') ?? ''}` === text(definition, 'formKey'));

/** The form of a user task. */
export const readTaskForm = (element: DiagramElement): TaskForm => {
  const definition = extension(element, DEFINITION);
  if (definition === undefined) return { kind: 'none' };
  const formId = text(definition, 'formId');
  if (formId !== undefined) return { kind: 'linked', formId };
  const form = embeddedForm(element, definition);
  if (form !== undefined) return { kind: 'embedded', body: text(form, 'body') ?? '' };
  const address = text(definition, 'externalReference') ?? text(definition, 'formKey');
  return address === undefined ? { kind: 'none' } : { kind: 'external', address };
};

/** Makes the reference of a task to its form; what the reference was before is taken away by the modeler's behaviours. */
const refer = (element: DiagramElement, reference: Readonly<Record<string, string>>, factory: Factory) => {
  const definition = extension(element, DEFINITION);
  return definition === undefined
    ? addExtension(element, DEFINITION, reference, factory)
    : [update(element, definition, reference)];
};

const freeId = (element: DiagramElement): string => {
  const taken = new Set(formsOf(element).map((form) => text(form, 'id')));
  const ids = [`${element.id}_form`, ...[...taken].map((_, index) => `${element.id}_form${index + 2}`)];
  return ids.find((id) => !taken.has(id)) ?? `${element.id}_form${taken.size + 2}`;
};

/** What gives a user task this form. A form that lay in the diagram and is no longer referred to goes with its reference. */
export const writeTaskForm = (
  element: DiagramElement,
  form: Exclude<TaskForm, { readonly kind: 'linked' }>,
  factory: Factory,
): readonly Command[] => {
  const definition = extension(element, DEFINITION);
  switch (form.kind) {
    case 'none':
      return definition === undefined ? [] : removeExtension(element, definition);
    case 'external':
      return refer(element, { externalReference: form.address }, factory);
    case 'embedded': {
      const known = definition && embeddedForm(element, definition);
      if (known !== undefined) return [update(element, known, { body: form.body })];
      const id = freeId(element);
      return [
        ...addExtension(element, FORM, { id, body: form.body }, factory, processOf(element.businessObject)),
        ...refer(element, { formKey: `${EMBEDDED}${id}` }, factory),
      ];
    }
  }
};
