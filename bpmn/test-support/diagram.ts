const namespaces = [
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  'xmlns:reglament="http://reglament.dev/schema/bpmn/1.0"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
].join(' ');

/** A BPMN file around root elements. */
export const definitions = (rootElements: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions ${namespaces} id="definitions">${rootElements}</bpmn:definitions>`;

/** A BPMN file with one executable process `process` around flow elements; `roots` are messages, errors and the like. */
export const diagram = (flowElements: string, roots = ''): string =>
  definitions(`<bpmn:process id="process" isExecutable="true">${flowElements}</bpmn:process>${roots}`);

/** Sequence flows written `a -> b`, each with the id `a-b`; several separated by commas or line ends. */
export const flows = (text: string): string =>
  text
    .split(/[,\n]/)
    .map((line) => line.trim().split(/\s*->\s*/))
    .filter((ends) => ends.length === 2)
    .map(
      ([source, target]) => `<bpmn:sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}"/>`,
    )
    .join('');

/** Around flow elements a start event `start` and an end event `end`. */
export const between = (flowElements: string): string =>
  `<bpmn:startEvent id="start"/>${flowElements}<bpmn:endEvent id="end"/>`;

/** `extensionElements` around their content. */
export const extended = (content: string): string => `<bpmn:extensionElements>${content}</bpmn:extensionElements>`;
