/** What a diagram is called that does not say it. */
const NAMELESS = 'BPMN';

/** What a diagram's XML says about itself. */
export interface Described {
  readonly name: string;
  readonly processId: string | null;
}

/**
 * Name and id of the first executable process of a diagram (else of the first), read from its XML without the canvas;
 * undefined where the text is not XML with a BPMN definition.
 */
export const describeXml = (xml: string): Described | undefined => {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const root = document.documentElement;
  if (document.querySelector('parsererror') !== null || root.localName !== 'definitions') return undefined;
  const processes = [...document.getElementsByTagNameNS('*', 'process')];
  const process = processes.find((element) => element.getAttribute('isExecutable') === 'true') ?? processes[0];
  const processId = process?.getAttribute('id') ?? null;
  return { processId, name: process?.getAttribute('name')?.trim() || processId || NAMELESS };
};

/** What there is to say of any XML. */
export const describedOrNameless = (xml: string): Described => describeXml(xml) ?? { name: NAMELESS, processId: null };
