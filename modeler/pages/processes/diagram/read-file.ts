import type { Language } from '../../../i18n/language.js';
import { describeXml, type Described } from './described.js';

/** Larger files are not read: no server takes them. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** What a file of this computer holds. */
export type ReadFile =
  | { readonly xml: string; readonly described: Described }
  | { readonly fault: 'empty' | 'tooLarge' | 'archive' }
  /** In the language of the page. */
  | { readonly fault: 'notBpmn'; readonly reason: string };

const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];

/** Reads a diagram in whatever encoding it names, or tells what is wrong with the file and where. */
export const readFile = async (file: File, language: Language): Promise<ReadFile> => {
  if (file.size === 0) return { fault: 'empty' };
  if (file.size > MOST_BYTES) return { fault: 'tooLarge' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (ARCHIVE.every((byte, at) => bytes[at] === byte)) return { fault: 'archive' };
  const { decodeXml } = await import('../../../../bpmn/deploy.js');
  const decoded = decodeXml(bytes);
  if ('refused' in decoded) {
    const { sayFinding } = await import('../../../messages/say-finding.js');
    return { fault: 'notBpmn', reason: sayFinding(decoded.refused, language) };
  }
  const { xml } = decoded;
  const described = describeXml(xml);
  if (described !== undefined) return { xml, described };
  const { whyNotDrawn } = await import('../../../diagram/why-not-drawn.js');
  return { fault: 'notBpmn', reason: await whyNotDrawn(xml, language) };
};

/** What a draft of a file is called: as the file, without what tells its kind. */
export const nameOfFile = (file: File): string => file.name.replace(/\.(?:bpmn20\.xml|bpmn2?|xml)$/i, '') || file.name;
