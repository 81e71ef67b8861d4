import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import './bpmn-io-theme.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type EventBus from 'diagram-js/lib/core/EventBus';
import { canvasColours } from './canvas-colours.js';
import { drawInto } from './draw-into.js';
import { fitInto } from './fit-into.js';
import { tokenOverlayModule } from './token-overlay/index.js';
import type { InstancePath } from './token-overlay/instance-path.js';
import type { TokenOverlay } from './token-overlay/token-overlay.js';

/** A diagram to look at: all that pages know of bpmn-js. */
export interface OpenViewer {
  zoom(factor: number): void;
  /** The whole diagram in view. */
  fit(): void;
  /** Shows where an instance is and has been. */
  showPath(path: InstancePath): void;
  /** Makes one element stand out; undefined: none. */
  choose(elementId: string | undefined): void;
  destroy(): void;
}

/** Is told of the element that was clicked, undefined for the ground. */
export type ClickListener = (elementId: string | undefined) => void;

interface Clicked {
  readonly element: { readonly id: string; readonly labelTarget?: { readonly id: string } };
}

/** What is drawn: BPMN XML, and the id of the process that is to be seen. */
export interface Shown {
  readonly xml: string;
  readonly process?: string | undefined;
}

/** Draws a diagram that cannot be changed. @throws DiagramError when the XML cannot be drawn */
export const openViewer = async (
  container: HTMLElement,
  { xml, process }: Shown,
  onClick?: ClickListener,
): Promise<OpenViewer> => {
  const viewer = new NavigatedViewer({
    container,
    additionalModules: [tokenOverlayModule],
    bpmnRenderer: canvasColours,
  });
  try {
    await drawInto(viewer, xml, process);
  } catch (error) {
    viewer.destroy();
    throw error;
  }
  const canvas = viewer.get<Canvas>('canvas');
  const tokens = viewer.get<TokenOverlay>('tokenOverlay');
  viewer.get<EventBus>('eventBus').on('element.click', ({ element }: Clicked) => {
    const { id } = element.labelTarget ?? element;
    onClick?.(id === canvas.getRootElement().id ? undefined : id);
  });
  fitInto(canvas);
  return {
    zoom: (factor) => void canvas.zoom(canvas.zoom() * factor),
    fit: () => fitInto(canvas),
    showPath: (path) => tokens.show(path),
    choose: (elementId) => tokens.choose(elementId),
    destroy: () => viewer.destroy(),
  };
};
