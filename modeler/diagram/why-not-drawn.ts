import { diagramErrorOf } from '../bridge/diagram-error.js';
import type { Language } from '../i18n/language.js';
import { sayDiagramError } from '../messages/say-diagram-error.js';

/** What keeps a file from being drawn, in the language of the page; empty where nothing is known against it. */
export const whyNotDrawn = async (xml: string, language: Language): Promise<string> =>
  sayDiagramError(await diagramErrorOf(xml, ''), language);
