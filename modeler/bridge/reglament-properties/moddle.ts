/** An element of a diagram as bpmn-moddle keeps it: what the panel reads of it. */
export interface ModdleElement {
  readonly $type: string;
  $parent?: ModdleElement | undefined;
  $instanceOf(type: string): boolean;
  get(property: string): unknown;
}

/** A shape or connection on the canvas. */
export interface DiagramElement {
  readonly id: string;
  readonly type: string;
  readonly businessObject: ModdleElement;
}

export const isA = ({ businessObject }: DiagramElement, ...types: readonly string[]): boolean =>
  types.some((type) => businessObject.$instanceOf(type));

const listOf = (element: ModdleElement | undefined, property: string): readonly ModdleElement[] =>
  (element?.get(property) ?? []) as readonly ModdleElement[];

/** The event definition of a type of an event. */
export const eventDefinition = ({ businessObject }: DiagramElement, type: string): ModdleElement | undefined =>
  businessObject.$instanceOf('bpmn:Event')
    ? listOf(businessObject, 'eventDefinitions').find((definition) => definition.$instanceOf(type))
    : undefined;

/** What stands in the extension elements. */
export const extensionsOf = ({ businessObject }: Pick<DiagramElement, 'businessObject'>): readonly ModdleElement[] =>
  listOf(businessObject.get('extensionElements') as ModdleElement | undefined, 'values');

/** The extension element of a type. */
export const extension = (element: Pick<DiagramElement, 'businessObject'>, type: string): ModdleElement | undefined =>
  extensionsOf(element).find(({ $type }) => $type === type);
