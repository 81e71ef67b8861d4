import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import type { Element } from 'diagram-js/lib/model/Types';
import { getBBox } from 'diagram-js/lib/util/Elements';
import { middleOf, type Point } from './middle-of.js';
import { marksOf, type LintMark, type SaidFinding } from './marks-of.js';

const OVERLAY = 'lint';
const OUTLINE = 'lint-error';
const sign = { error: '!', warning: '?' } as const;

/** Fired with `{ element }` (an id) when somebody clicks a mark. */
export const MARK_CLICKED = 'lint.click';

const badge = ({ severity, texts }: LintMark, click: () => void): HTMLElement => {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `lint-mark lint-mark-${severity}`;
  button.textContent = texts.length > 1 ? String(texts.length) : sign[severity];
  button.title = texts.join('\n');
  button.setAttribute('aria-label', texts.join('; '));
  button.addEventListener('click', click);
  return button;
};

/** Half of the mark's size, in px. */
const HALF = 10;

/** Where the mark stands: at the corner of a shape, on the longest part of a flow. */
const positionOf = (element: Element): object => {
  if (!('waypoints' in element)) return { top: -10, right: 12 };
  const { x, y } = middleOf(element['waypoints'] as readonly Point[]);
  const { x: left, y: top } = getBBox(element);
  return { left: x - left - HALF, top: y - top - HALF };
};

/** Shows findings on the elements they are about: a mark that says them, and an outline where it is
 * an error. (What somebody is drawing has warnings all the time.) */
export class LintMarks {
  static readonly $inject = ['eventBus', 'canvas', 'elementRegistry', 'overlays'];

  #marked: readonly string[] = [];

  constructor(
    private readonly eventBus: EventBus,
    private readonly canvas: Canvas,
    private readonly elements: ElementRegistry,
    private readonly overlays: Overlays,
  ) {
    eventBus.on('diagram.clear', () => {
      this.#marked = [];
    });
  }

  /** Replaces all marks. */
  show(findings: readonly SaidFinding[]): void {
    this.overlays.remove({ type: OVERLAY });
    for (const id of this.#marked) this.#outline(id, false);
    const marks = marksOf(findings).filter(({ element }) => this.elements.get(element) !== undefined);
    for (const mark of marks) this.#mark(mark);
    this.#marked = marks.map(({ element }) => element);
  }

  #mark(mark: LintMark): void {
    const element = this.elements.get(mark.element) as Element;
    if (element === this.canvas.getRootElement()) return;
    this.#outline(mark.element, mark.severity === 'error');
    const click = (): void => void this.eventBus.fire(MARK_CLICKED, { element: mark.element });
    this.overlays.add(mark.element, OVERLAY, { position: positionOf(element), html: badge(mark, click) });
  }

  #outline(id: string, wrong: boolean): void {
    if (this.elements.get(id) === undefined) return;
    if (wrong) this.canvas.addMarker(id, OUTLINE);
    else this.canvas.removeMarker(id, OUTLINE);
  }
}
