import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import './bpmn-io-theme.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type Canvas from 'diagram-js/lib/core/Canvas';
import { canvasColours } from './canvas-colours.js';
import { fitInto } from './fit-into.js';
import { withLayout } from './with-layout.js';

/** A diagram to look at. */
export interface OpenViewer {
  zoom(factor: number): void;
  /** The whole diagram in view. */
  fit(): void;
  destroy(): void;
}

/** Draws a diagram that cannot be changed. @throws Error when the XML cannot be drawn */
export const openViewer = async (container: HTMLElement, xml: string): Promise<OpenViewer> => {
  const viewer = new NavigatedViewer({ container, bpmnRenderer: canvasColours });
  try {
    await viewer.importXML(await withLayout(xml));
  } catch (error) {
    viewer.destroy();
    throw error;
  }
  const canvas = viewer.get<Canvas>('canvas');
  fitInto(canvas);
  return {
    zoom: (factor) => void canvas.zoom(canvas.zoom() * factor),
    fit: () => fitInto(canvas),
    destroy: () => viewer.destroy(),
  };
};
