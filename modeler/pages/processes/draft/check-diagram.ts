import { readDiagram } from '../../../../bpmn/deploy.js';
import type { OpenModeler } from '../../../bridge/open-modeler.js';
import type { Language } from '../../../i18n/language.js';
import type { SaidFinding } from '../../../bridge/lint-marks/marks-of.js';
import { sayFinding } from '../../../messages/say-finding.js';
import { translateTo } from '../../../bridge/translation/translate.js';

/** A finding of the deploy checks as the list shows it. */
export interface ShownFinding extends SaidFinding {
  /** Name of its element, or the id where it has none; absent when it is about the whole. */
  readonly place?: string;
  /** The property concerned, as the panel calls it. */
  readonly shownProperty?: string;
}

/** Runs the deploy checks: the same code as the server's. Errors first. */
export const checkDiagram = async (
  xml: string,
  language: Language,
  nameOf: OpenModeler['nameOf'],
): Promise<readonly ShownFinding[]> => {
  const { findings } = await readDiagram(xml);
  const translate = translateTo(language);
  return findings
    .map((finding): ShownFinding => {
      const { element, property } = finding;
      return {
        ...finding,
        text: sayFinding(finding, language, nameOf),
        ...(element === undefined ? {} : { place: nameOf(element) ?? element }),
        ...(property === undefined ? {} : { shownProperty: translate(property) }),
      };
    })
    .sort((one, other) => one.severity.localeCompare(other.severity));
};
