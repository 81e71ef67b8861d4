/** What a diagram is called that does not say it. */
const NAMELESS = 'BPMN';

/** What a diagram's XML says about itself. */
export interface Described {
  readonly name: string;
  readonly processId: string | null;
}

/**
 * Name and id of a process of a diagram, read from its XML without the canvas: of the one that is asked for where it is
 * there, else of the first executable one, else of the first. Undefined where the text is not XML with a BPMN definition.
 */
export const describeXml = (xml: string, wanted: string | null = null): Described | undefined => {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const root = document.documentElement;
  if (document.querySelector('parsererror') !== null || root.localName !== 'definitions') return undefined;
  const processes = [...document.getElementsByTagNameNS('*', 'process')];
  const process =
    processes.find((element) => element.getAttribute('id') === wanted) ??
    processes.find((element) => element.getAttribute('isExecutable') === 'true') ??
    processes[0];
  const processId = process?.getAttribute('id') ?? null;
  return { processId, name: process?.getAttribute('name')?.trim() || processId || NAMELESS };
};

/** What there is to say of any XML. */
export const describedOrNameless = (xml: string, wanted: string | null = null): Described =>
  describeXml(xml, wanted) ?? { name: NAMELESS, processId: null };
