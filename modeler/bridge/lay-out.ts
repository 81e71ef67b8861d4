import { layoutProcess } from 'bpmn-auto-layout';
import { BpmnModdle, type ReadElement } from 'bpmn-moddle';

/** The elements of a process or sub-process, and of the sub-processes in it. */
const containersIn = (element: ReadElement): readonly ReadElement[] => [
  ...(element.flowElements === undefined ? [] : [element]),
  ...(element.flowElements ?? element.rootElements ?? []).flatMap(containersIn),
];

/** Adds a flow to the list of an element, unless it is there. */
const listed = (flows: readonly ReadElement[] | undefined, flow: ReadElement): readonly ReadElement[] =>
  flows?.includes(flow) ? flows : [...(flows ?? []), flow];

/** The elements of a flow tell it, too. They need not in BPMN, but the layout looks for flows there only. */
const tellFlows = (definitions: ReadElement): void => {
  for (const flow of containersIn(definitions).flatMap(({ flowElements = [] }) => flowElements)) {
    const { sourceRef: source, targetRef: target } = flow;
    if (flow.$type !== 'bpmn:SequenceFlow' || source === undefined || target === undefined) continue;
    source.outgoing = listed(source.outgoing, flow);
    target.incoming = listed(target.incoming, flow);
  }
};

/** Gives every element of a diagram a place. @throws Error when it is no BPMN */
export const layOut = async (xml: string): Promise<string> => {
  const moddle = new BpmnModdle({});
  const { rootElement } = await moddle.fromXML(xml);
  tellFlows(rootElement);
  return layoutProcess((await moddle.toXML(rootElement)).xml);
};
