import { BpmnModdle, type ReadDiagram, type ReadElement } from 'bpmn-moddle';
import { layOut } from './lay-out.js';

/** A file and which of its diagrams is to be drawn; absent: the first. */
export interface Picture {
  readonly xml: string;
  readonly diagram?: string;
}

const isOf =
  (process: string) =>
  ({ plane }: ReadDiagram): boolean => {
    const shown = plane?.bpmnElement;
    const participants = shown?.participants ?? [];
    return shown?.id === process || participants.some(({ processRef }) => processRef?.id === process);
  };

const hasShapes = ({ plane }: ReadDiagram): boolean => (plane?.planeElement ?? []).length > 0;

/**
 * The picture of one process of a file that has several: the diagram of the process or of a collaboration that it takes part
 * in; where nobody has drawn one, the process alone is laid out. @throws Error when it is no BPMN
 */
export const pictureOf = async (xml: string, process: string): Promise<Picture> => {
  const moddle = new BpmnModdle({});
  const { rootElement: definitions } = await moddle.fromXML(xml);
  const { rootElements = [], diagrams = [] } = definitions;
  const drawn = diagrams.filter(hasShapes).find(isOf(process));
  if (drawn?.id !== undefined) return { xml, diagram: drawn.id };
  if (drawn !== undefined) definitions.diagrams = [drawn];
  else {
    const isOther = ({ $type, id }: ReadElement): boolean =>
      $type === 'bpmn:Collaboration' || ($type === 'bpmn:Process' && id !== process);
    definitions.rootElements = rootElements.filter((element) => !isOther(element));
    definitions.diagrams = [];
  }
  const { xml: alone } = await moddle.toXML(definitions);
  return { xml: drawn === undefined ? await layOut(alone) : alone };
};
