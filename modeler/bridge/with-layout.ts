/** Diagrams written by hand or by programs often lack positions. */
const PLACED = /<(?:\w+:)?BPMNShape\b/;

/** The diagram with positions: its own, else such that nothing overlaps. */
export const withLayout = async (xml: string): Promise<string> => {
  if (PLACED.test(xml)) return xml;
  const { layoutProcess } = await import('bpmn-auto-layout');
  return layoutProcess(xml);
};
