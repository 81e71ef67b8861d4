import type { ReadDiagram, ReadElement } from 'bpmn-moddle';

/** A diagram of a file: of a process, or of a collaboration of several. */
export interface DiagramOfFile {
  readonly id: string;
  /** Its own name, else what it shows. */
  readonly name: string;
  /** Ids of the processes that it shows. */
  readonly processes: readonly string[];
}

const shownBy = ({ plane }: ReadDiagram): readonly ReadElement[] => {
  const shown = plane?.bpmnElement;
  if (shown?.$type === 'bpmn:Process') return [shown];
  return (shown?.participants ?? []).flatMap(({ processRef }) => processRef ?? []);
};

const isOfSubProcess = ({ plane }: ReadDiagram): boolean => plane?.bpmnElement?.flowElements !== undefined;

/** The diagrams of a file that can be chosen. Those of collapsed sub-processes are reached through them. */
export const diagramsOf = ({ diagrams = [] }: ReadElement): readonly DiagramOfFile[] =>
  diagrams.flatMap((diagram) => {
    const shown = shownBy(diagram);
    if (diagram.id === undefined || (shown.length === 0 && isOfSubProcess(diagram))) return [];
    const names = shown.map(({ name, id = '' }) => name?.trim() || id);
    const name = diagram.name?.trim() || names.join(', ') || diagram.id;
    return [{ id: diagram.id, name, processes: shown.flatMap(({ id }) => id ?? []) }];
  });

/** The diagram of an id, else the first that shows the process of that id, else the first. */
export const diagramFor = (diagrams: readonly DiagramOfFile[], wanted: string | undefined): DiagramOfFile | undefined =>
  diagrams.find(({ id }) => id === wanted) ??
  diagrams.find(({ processes }) => wanted !== undefined && processes.includes(wanted)) ??
  diagrams[0];
