import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { BpmnNode, ReadingWarning } from './node.js';
import reglament from './reglament.json' with { type: 'json' };

/** What an XML text turned out to be: a tree of BPMN elements with what could not be read, or no BPMN at all. */
export type Parsed =
  { readonly root: BpmnNode; readonly warnings: readonly ReadingWarning[] } | { readonly refused: string };

const moddle = new BpmnModdle({ zeebe, reglament });

/** bpmn-moddle's reasons quote the file. */
const longestReason = 300;

/**
 * Parses BPMN XML. Document types are refused, so there are no entities but the five of XML itself (design §12). Never
 * throws: what is not BPMN is told in `refused`.
 */
export async function parseXml(xml: string): Promise<Parsed> {
  if (hasDocumentType(xml)) return { refused: 'A document type (DOCTYPE) is not accepted.' };
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml);
    return { root: rootElement as BpmnNode, warnings: warnings as readonly ReadingWarning[] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { refused: `The file is not BPMN 2.0 XML: ${reason.slice(0, longestReason)}` };
  }
}

/** Sections that may contain anything, by how they begin and end. */
const sections: readonly (readonly [begin: string, end: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
];

/** Is there a document type or entity declaration outside of comments and CDATA sections? */
function hasDocumentType(xml: string): boolean {
  for (let at = xml.indexOf('<!'); at >= 0;) {
    const section = sections.find(([begin]) => xml.startsWith(begin, at));
    if (section === undefined && /^<!(?:DOCTYPE|ENTITY)/i.test(xml.slice(at, at + 9))) return true;
    const end = section === undefined ? at + 2 : xml.indexOf(section[1], at);
    if (end < 0) return false;
    at = xml.indexOf('<!', end);
  }
  return false;
}
