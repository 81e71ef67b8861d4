import { fonts, heights, palettes, radius, space, type, type ThemeName } from './tokens.js';

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const variables = (prefix: string, values: Readonly<Record<string, string | number>>): [string, string][] =>
  Object.entries(values).map(([name, value]) => [
    `--${prefix}-${kebab(name)}`,
    typeof value === 'number' ? `${value}px` : value,
  ]);

/** The tokens as CSS custom properties: `--color-accent`, `--space-l`, `--radius-m`, `--type-body-size`, `--font-text`. */
export const cssVariables = (theme: ThemeName): readonly [name: string, value: string][] => [
  ...variables('color', { ...palettes[theme] }),
  ...variables('space', space),
  ...variables('radius', radius),
  ...variables('height', heights),
  ...variables('font', fonts),
  ...Object.entries(type).flatMap(([name, { size, line }]) => variables(`type-${name}`, { size, line })),
];

/** Puts a theme's tokens on the document; style sheets use nothing else. */
export const applyTheme = (theme: ThemeName): void => {
  const { style, dataset } = document.documentElement;
  for (const [name, value] of cssVariables(theme)) style.setProperty(name, value);
  dataset['theme'] = theme;
  style.colorScheme = theme;
};
