import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type EventBus from 'diagram-js/lib/core/EventBus';
import { tokenOverlayModule } from '../../modules/token-overlay/index.js';
import type { InstancePath } from '../../modules/token-overlay/instance-path.js';
import type { TokenOverlay } from '../../modules/token-overlay/token-overlay.js';

/** A diagram on screen: all that the page knows of bpmn-js. */
export interface InstanceViewer {
  show(path: InstancePath): void;
  choose(elementId: string | undefined): void;
  /** The whole diagram in view. */
  fit(): void;
  zoom(factor: number): void;
  destroy(): void;
}

interface Clicked {
  readonly element: { readonly id: string; readonly labelTarget?: { readonly id: string } };
}

/** Room around a diagram that is fitted in, in px. */
const MARGIN = 24;

/** Scales the diagram down to its place, never up, with a margin around it. */
const fitInto = (canvas: Canvas): void => {
  const { inner, outer } = canvas.viewbox();
  const room = { width: Math.max(1, outer.width - 2 * MARGIN), height: Math.max(1, outer.height - 2 * MARGIN) };
  const scale = Math.min(1, room.width / inner.width, room.height / inner.height);
  const width = outer.width / scale;
  const height = outer.height / scale;
  const x = inner.x + (inner.width - width) / 2;
  const y = inner.y + (inner.height - height) / 2;
  canvas.viewbox({ x, y, width, height });
};

/**
 * Draws a diagram into `container`, in the colours of the theme. `onClick` is told of elements, undefined for the ground.
 * @throws Error when the XML cannot be drawn
 */
export const openViewer = async (
  container: HTMLElement,
  xml: string,
  onClick: (elementId: string | undefined) => void,
): Promise<InstanceViewer> => {
  const viewer = new NavigatedViewer({
    container,
    additionalModules: [tokenOverlayModule],
    bpmnRenderer: {
      defaultFillColor: 'var(--color-surface)',
      defaultStrokeColor: 'var(--color-text)',
      defaultLabelColor: 'var(--color-text)',
    },
  });
  try {
    await viewer.importXML(xml);
  } catch (error) {
    viewer.destroy();
    throw error;
  }
  const canvas = viewer.get<Canvas>('canvas');
  const tokens = viewer.get<TokenOverlay>('tokenOverlay');
  viewer.get<EventBus>('eventBus').on('element.click', ({ element }: Clicked) => {
    const { id } = element.labelTarget ?? element;
    onClick(id === canvas.getRootElement().id ? undefined : id);
  });
  fitInto(canvas);
  return {
    show: (path) => tokens.show(path),
    choose: (elementId) => tokens.choose(elementId),
    fit: () => fitInto(canvas),
    zoom: (factor) => void canvas.zoom(canvas.zoom() * factor),
    destroy: () => viewer.destroy(),
  };
};
