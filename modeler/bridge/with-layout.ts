/** Diagrams written by hand or by programs often lack positions. */
const PLACED = /<(?:[\w.-]+:)?BPMNShape\b/;
const COMMENT = /<!--[^]*?-->/g;

/** The diagram with positions: its own, else such that nothing overlaps. @throws Error when it is no BPMN */
export const withLayout = async (xml: string): Promise<string> => {
  if (PLACED.test(xml.replaceAll(COMMENT, ''))) return xml;
  const { layOut } = await import('./lay-out.js');
  return layOut(xml);
};
