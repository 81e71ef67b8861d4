import { attributeOf, holderOf, type Field } from './fields.js';
import { extensionsOf, type DiagramElement, type ModdleElement } from './moddle.js';

/** A command of bpmn-js's command stack, and what it is about. */
export interface Command {
  readonly cmd: 'element.updateModdleProperties';
  readonly context: {
    readonly element: DiagramElement;
    readonly moddleElement: ModdleElement;
    readonly properties: Readonly<Record<string, unknown>>;
  };
}

/** Makes elements of a diagram (bpmn-js: `bpmnFactory`). */
export interface Factory {
  create(type: string, properties: Readonly<Record<string, unknown>>): ModdleElement;
}

/** The command that gives an element of the diagram these properties. */
export const update = (
  element: DiagramElement,
  moddleElement: ModdleElement,
  properties: Readonly<Record<string, unknown>>,
): Command => ({ cmd: 'element.updateModdleProperties', context: { element, moddleElement, properties } });

const isEmpty = (holder: ModdleElement, except: string, properties: readonly string[]): boolean =>
  properties.every((name) => name === except || (holder.get(name) ?? '') === '');

/**
 * Adds an extension element with these properties, and the list of extension elements where there is none.
 *
 * @param businessObject what is extended: the element itself, or one that it stands in
 */
export const addExtension = (
  element: DiagramElement,
  type: string,
  properties: Readonly<Record<string, unknown>>,
  factory: Factory,
  businessObject: ModdleElement = element.businessObject,
): readonly Command[] => {
  const existing = businessObject.get('extensionElements') as ModdleElement | undefined;
  const list = existing ?? factory.create('bpmn:ExtensionElements', { values: [] });
  const added = factory.create(type, properties);
  added.$parent = list;
  if (existing !== undefined) return [update(element, list, { values: [...extensionsOf({ businessObject }), added] })];
  list.$parent = businessObject;
  return [update(element, businessObject, { extensionElements: list }), update(element, list, { values: [added] })];
};

/** Takes an extension element out, and the list of extension elements when it was the last. */
export const removeExtension = (element: DiagramElement, removed: ModdleElement): readonly Command[] => {
  const values = extensionsOf(element).filter((value) => value !== removed);
  if (values.length === 0) return [update(element, element.businessObject, { extensionElements: undefined })];
  return [update(element, element.businessObject.get('extensionElements') as ModdleElement, { values })];
};

/**
 * What gives a field a value. An extension element comes with its first value and goes with its last (`siblings`: all
 * attributes of it), so that nothing empty is left in the XML.
 */
export const writeField = (
  field: Field,
  element: DiagramElement,
  value: string | undefined,
  siblings: readonly string[],
  factory: Factory,
): readonly Command[] => {
  const attribute = attributeOf(field);
  const given = value === '' ? undefined : value;
  const holder = holderOf(field, element);
  if (field.holder.at !== 'extension')
    return holder === undefined ? [] : [update(element, holder, { [attribute]: given })];
  if (holder === undefined)
    return given === undefined ? [] : addExtension(element, field.holder.type, { [attribute]: given }, factory);
  if (given === undefined && isEmpty(holder, attribute, siblings)) return removeExtension(element, holder);
  return [update(element, holder, { [attribute]: given })];
};
