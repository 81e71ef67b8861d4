import type { Finding, FindingRule } from '../../bpmn/deploy.js';

/** Rules that tell why a file cannot be drawn; others are about what can be drawn, and not run. */
const EXPLAINING: ReadonlySet<FindingRule> = new Set([
  'not-bpmn',
  'not-definitions',
  'document-type',
  'unreadable-content',
  'unknown-element',
  'no-executable-process',
]);

/** A diagram cannot be drawn. `finding` tells why in both languages, where the deploy checks know; the message is English. */
export class DiagramError extends Error {
  override readonly name = 'DiagramError';

  constructor(
    message: string,
    readonly finding: Finding | undefined,
  ) {
    super(message);
  }
}

const PROCESS = /<(?:[\w.-]+:)?process\b/;

/** What only warns hinders no drawing, nor does a process that nobody may start. */
const explains = ({ rule, severity }: Finding, xml: string): boolean =>
  severity === 'error' && EXPLAINING.has(rule) && !(rule === 'no-executable-process' && PROCESS.test(xml));

/** Finds out why a diagram could not be drawn: what the deploy checks say of its XML, else what the canvas said. */
export const diagramErrorOf = async (xml: string, failure: unknown): Promise<DiagramError> => {
  const { readDiagram } = await import('../../bpmn/deploy.js');
  const { findings } = await readDiagram(xml);
  const finding = findings.find((each) => explains(each, xml));
  const said = failure instanceof Error ? failure.message : String(failure);
  return new DiagramError(finding?.message ?? said, finding);
};
