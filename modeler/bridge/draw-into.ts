import { diagramErrorOf } from './diagram-error.js';
import type { ImportWarning } from './lost-references.js';
import type { Picture } from './picture-of.js';
import { withLayout } from './with-layout.js';

/** What draws XML: a viewer or modeler of bpmn-js. */
interface Drawing {
  importXML(xml: string, diagram?: string): Promise<unknown>;
}

const PROCESS = /<(?:[\w.-]+:)?process\b/g;

/** Most files have one process, which is drawn as it comes. */
const pictureIn = async (xml: string, process: string | undefined): Promise<Picture> => {
  if (process === undefined || (xml.match(PROCESS) ?? []).length < 2) return { xml: await withLayout(xml) };
  const { pictureOf } = await import('./picture-of.js');
  return pictureOf(xml, process);
};

/**
 * Draws a diagram; one without positions is laid out first.
 * @param process id of the process that is to be seen, where the file has several; absent: the first diagram
 * @returns what the canvas says of the file
 * @throws DiagramError when it cannot be drawn
 */
export const drawInto = async (drawing: Drawing, xml: string, process?: string): Promise<readonly ImportWarning[]> => {
  try {
    const picture = await pictureIn(xml, process);
    const imported = await drawing.importXML(picture.xml, picture.diagram);
    // The package declares texts; they are objects.
    return (imported as { readonly warnings?: readonly ImportWarning[] } | undefined)?.warnings ?? [];
  } catch (failure) {
    throw await diagramErrorOf(xml, failure);
  }
};
