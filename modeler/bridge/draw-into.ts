import { diagramErrorOf } from './diagram-error.js';
import { withLayout } from './with-layout.js';

/** What draws XML: a viewer or modeler of bpmn-js. */
interface Drawing {
  importXML(xml: string): Promise<unknown>;
}

/** Draws a diagram; one without positions is laid out first. @throws DiagramError when it cannot be drawn */
export const drawInto = async (drawing: Drawing, xml: string): Promise<void> => {
  try {
    await drawing.importXML(await withLayout(xml));
  } catch (failure) {
    throw await diagramErrorOf(xml, failure);
  }
};
