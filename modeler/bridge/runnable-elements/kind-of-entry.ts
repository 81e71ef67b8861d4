/** What a menu entry would make (bpmn-js, `PopupEntries`). */
export interface EntryTarget {
  readonly type: string;
  readonly triggeredByEvent?: boolean;
  readonly instantiate?: boolean;
  readonly eventGatewayType?: string;
  readonly eventDefinitionType?: string;
}

/** Things on a diagram that explain it and are not run. */
const explaining = new Set([
  'bpmn:DataStoreReference',
  'bpmn:DataObjectReference',
  'bpmn:Participant',
  'bpmn:TextAnnotation',
  'bpmn:Group',
]);

/** The kind of what an entry makes, as `runs` of `bpmn/deploy` takes it; undefined for what only explains the diagram. */
export const kindOfEntry = ({
  type,
  triggeredByEvent,
  instantiate,
  eventDefinitionType,
}: EntryTarget): string | undefined => {
  if (explaining.has(type)) return undefined;
  if (instantiate === true) return `${type}/instantiate`;
  if (triggeredByEvent === true) return `${type}/triggeredByEvent`;
  return eventDefinitionType === undefined ? type : `${type}/${eventDefinitionType}`;
};

/** The name of an entry in `PopupEntries`, from its id in one of the menus; they call a few of them otherwise. */
export const entryName = (id: string): string =>
  id
    .replace(/^(?:create|append|replace-with)-/, '')
    .replace(/^none-intermediate-throw$/, 'none-intermediate-throwing')
    .replace(/^none-(start|end|boundary)$/, 'none-$1-event');
