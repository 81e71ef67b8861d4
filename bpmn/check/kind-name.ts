/** `bpmn:IntermediateCatchEvent` → `intermediate catch event`. */
const plainName = (type: string): string =>
  type
    .replace(/^.*:/, '')
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase()
    .replace('ad hoc', 'ad-hoc')
    .replace('sub process', 'sub-process')
    .replace('event based', 'event-based');

/**
 * What a kind of element (see `BpmnKind`) is called in English, as the menus of the modeler call it:
 * `bpmn:StartEvent/bpmn:SignalEventDefinition` is a signal start event.
 */
export const kindName = (kind: string): string => {
  const [type = '', more] = kind.split('/');
  if (more === undefined) return plainName(type);
  if (more === 'triggeredByEvent') return `event ${plainName(type)}`;
  const definition = plainName(more).replace(/ event definition$/, '');
  return `${definition.replace('compensate', 'compensation')} ${plainName(type)}`;
};
