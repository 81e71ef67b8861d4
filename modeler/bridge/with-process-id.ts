import { BpmnModdle } from 'bpmn-moddle';

/** The diagram with another id for one of its processes; what refers to it, refers to it still. */
export const withProcessId = async (xml: string, from: string, to: string): Promise<string> => {
  const moddle = new BpmnModdle({});
  const { rootElement } = await moddle.fromXML(xml);
  const process = rootElement.rootElements?.find(({ $type, id }) => $type === 'bpmn:Process' && id === from);
  if (process === undefined) return xml;
  process.id = to;
  return (await moddle.toXML(rootElement, { format: true })).xml;
};
