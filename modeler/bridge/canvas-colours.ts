import { palettes } from '../design/tokens.js';

/** Elements without a colour of their own are drawn in the theme's, so that the canvas is dark in the dark theme. */
export const canvasColours = {
  defaultFillColor: 'var(--color-surface)',
  defaultStrokeColor: 'var(--color-text)',
  defaultLabelColor: 'var(--color-text)',
} as const;

/** A picture for elsewhere, where our custom properties mean nothing: in the colours of the light theme. */
export const withPlainColours = (svg: string): string =>
  svg.replaceAll('var(--color-surface)', palettes.light.surface).replaceAll('var(--color-text)', palettes.light.text);
