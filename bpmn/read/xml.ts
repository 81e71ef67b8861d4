import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { error, type Finding } from '../check/finding.js';
import type { BpmnNode, ReadingWarning } from './node.js';
import { placeIn } from './place-in.js';
import reglament from './reglament.json' with { type: 'json' };

/** What an XML text turned out to be: a tree of BPMN elements with what could not be read, or no BPMN at all. */
export type Parsed =
  { readonly root: BpmnNode; readonly warnings: readonly ReadingWarning[] } | { readonly refused: Finding };

const moddle = new BpmnModdle({ zeebe, reglament });

/**
 * Parses BPMN XML. Document types are refused, so there are no entities but the five of XML itself: none grows on being read. Never
 * throws: what is not BPMN is told in `refused`.
 */
export async function parseXml(xml: string): Promise<Parsed> {
  if (hasDocumentType(xml)) return { refused: error('document-type', {}) };
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml);
    return { root: rootElement as BpmnNode, warnings: warnings as readonly ReadingWarning[] };
  } catch (failure) {
    return { refused: refusal(failure as ReadingFailure) };
  }
}

/** What bpmn-moddle throws; `warnings` tell of elements that it did not expect. */
interface ReadingFailure {
  readonly message: string;
  readonly warnings?: readonly ReadingWarning[];
}

/** XML that cannot be parsed, or of which the first element is another one. */
function refusal({ message, warnings = [] }: ReadingFailure): Finding {
  const [first] = warnings.map((warning) => /^unexpected element <(.*)>$/s.exec(placeIn(warning.message).reason)?.[1]);
  return first === undefined || message.includes('nested error')
    ? error('not-bpmn', {}, { ...placeIn(message) })
    : error('not-definitions', {}, { found: first });
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
