import type Canvas from 'diagram-js/lib/core/Canvas';

/** Room around a diagram that is fitted in, in px. */
const MARGIN = 40;

/** Shows the whole diagram, scaled down where it has to be and never up, in the middle of its place. `left`: px in use there. */
export const fitInto = (canvas: Canvas, left = 0): void => {
  const { inner, outer } = canvas.viewbox();
  if (inner.width === 0 || outer.width <= left) return;
  const scale = Math.min(
    1,
    (outer.width - left) / (inner.width + 2 * MARGIN),
    outer.height / (inner.height + 2 * MARGIN),
  );
  const width = outer.width / scale;
  const height = outer.height / scale;
  canvas.viewbox({
    x: inner.x + (inner.width - width - left / scale) / 2,
    y: inner.y + (inner.height - height) / 2,
    width,
    height,
  });
};
