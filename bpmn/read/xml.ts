import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { BpmnNode, ReadingWarning } from './node.js';
import reglament from './reglament.json' with { type: 'json' };

/** What an XML text turned out to be: a tree of BPMN elements with what could not be read, or no BPMN at all. */
export type Parsed =
  { readonly root: BpmnNode; readonly warnings: readonly ReadingWarning[] } | { readonly refused: string };

const moddle = new BpmnModdle({ zeebe, reglament });

/** A document type declaration stands before the root element; entities can only be declared inside one. */
const doctype = /<!(?:DOCTYPE|ENTITY)\b/i;

/**
 * Parses BPMN XML. Document types are refused, so there are no entities but the five of XML itself (design §12). Never
 * throws: what is not BPMN is told in `refused`.
 */
export async function parseXml(xml: string): Promise<Parsed> {
  if (doctype.test(withoutTexts(xml))) return { refused: 'A document type (DOCTYPE) is not accepted.' };
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml);
    return { root: rootElement as BpmnNode, warnings: warnings as readonly ReadingWarning[] };
  } catch (error) {
    return { refused: `The file is not BPMN 2.0 XML: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Comments and CDATA sections may contain anything. */
const withoutTexts = (xml: string): string => xml.replace(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>/g, '');
