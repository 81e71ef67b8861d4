import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import { badgesOf, markOf, type ElementCounts, type InstancePath } from './instance-path.js';

const OVERLAY = 'tokens';
const TAKEN = 'token-taken';
const CHOSEN = 'token-chosen';

/** Badges are small and text only, so that they are built without markup. */
const badgesElement = (counts: ElementCounts): HTMLElement => {
  const badges = document.createElement('div');
  badges.className = 'token-badges';
  for (const { kind, count } of badgesOf(counts)) {
    const badge = document.createElement('span');
    badge.className = 'token-badge';
    badge.dataset['kind'] = kind;
    badge.textContent = String(count);
    badges.append(badge);
  }
  return badges;
};

/** Marks elements and flows of a shown diagram and puts numbers of tokens beside them. */
export class TokenOverlay {
  static readonly $inject = ['canvas', 'elementRegistry', 'overlays'];

  private marked: { readonly id: string; readonly mark: string }[] = [];
  private chosen: string | undefined;

  constructor(
    private readonly canvas: Canvas,
    private readonly elements: ElementRegistry,
    private readonly overlays: Overlays,
  ) {}

  /** Shows a path in place of the one before. Elements that the diagram does not have are left out. */
  show({ elements, flows }: InstancePath): void {
    this.clear();
    for (const counts of elements) {
      const { elementId } = counts;
      if (!this.isDrawn(elementId)) continue;
      this.mark(elementId, markOf(counts));
      if (badgesOf(counts).length > 0) {
        const position = { top: -12, right: 10 };
        this.overlays.add(elementId, OVERLAY, { position, html: badgesElement(counts), show: { minZoom: 0.2 } });
      }
    }
    for (const flow of flows) if (this.isDrawn(flow)) this.mark(flow, TAKEN);
  }

  /** Makes one element stand out; undefined: none. */
  choose(elementId: string | undefined): void {
    if (this.chosen !== undefined && this.isDrawn(this.chosen)) this.canvas.removeMarker(this.chosen, CHOSEN);
    this.chosen = elementId !== undefined && this.isDrawn(elementId) ? elementId : undefined;
    if (this.chosen !== undefined) this.canvas.addMarker(this.chosen, CHOSEN);
  }

  /** The process itself is the ground, which has no shape. */
  private isDrawn(elementId: string): boolean {
    return this.elements.get(elementId) !== undefined && elementId !== this.canvas.getRootElement().id;
  }

  private mark(id: string, mark: string): void {
    this.canvas.addMarker(id, mark);
    this.marked.push({ id, mark });
  }

  private clear(): void {
    for (const { id, mark } of this.marked) if (this.isDrawn(id)) this.canvas.removeMarker(id, mark);
    this.marked = [];
    this.overlays.remove({ type: OVERLAY });
  }
}
