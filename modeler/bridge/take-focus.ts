import type Canvas from 'diagram-js/lib/core/Canvas';

/**
 * Gives the canvas the focus when its palette, a pad or its minimap is pressed: otherwise it would go to the page around,
 * and the keys of the canvas would do nothing. Fields on the canvas take it for themselves.
 */
export const takeFocus = (canvas: Canvas): void => {
  const container = canvas.getContainer();
  container.tabIndex = -1;
  container.addEventListener('focus', () => canvas.focus());
};
