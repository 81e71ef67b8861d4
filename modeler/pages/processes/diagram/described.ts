/** What a diagram's XML says about itself. */
export interface Described {
  readonly name: string;
  readonly processId: string | null;
}

/**
 * Name and id of the first executable process of a diagram (else of the first), read from its XML without the canvas.
 * @throws Error when the text is not XML with a BPMN definition
 */
export const describeXml = (xml: string): Described => {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const root = document.documentElement;
  if (document.querySelector('parsererror') !== null || root.localName !== 'definitions')
    throw new Error('The file holds no BPMN diagram');
  const processes = [...document.getElementsByTagNameNS('*', 'process')];
  const process = processes.find((element) => element.getAttribute('isExecutable') === 'true') ?? processes[0];
  const processId = process?.getAttribute('id') ?? null;
  return { processId, name: process?.getAttribute('name')?.trim() || processId || 'BPMN' };
};
