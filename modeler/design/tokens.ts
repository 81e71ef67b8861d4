/** The colours of one theme. */
export interface Palette {
  /** Behind everything. */
  readonly ground: string;
  /** Cards, tables, the header. */
  readonly surface: string;
  /** Table heads, hovered rows, wells. */
  readonly sunken: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  /** Behind something selected. */
  readonly accentSoft: string;
  readonly onAccent: string;
  readonly success: string;
  /** Behind something that went well. */
  readonly successSoft: string;
  readonly warning: string;
  /** Behind something to look at. */
  readonly warningSoft: string;
  readonly danger: string;
  readonly info: string;
  readonly focus: string;
  readonly shadow: string;
}

export type ThemeName = 'light' | 'dark';

/** Every colour of the application. Texts on `ground` and `surface` have a contrast of at least 4.5 : 1. */
export const palettes: Readonly<Record<ThemeName, Palette>> = {
  light: {
    ground: '#f4f6f8',
    surface: '#ffffff',
    sunken: '#eef1f4',
    line: '#dbe0e6',
    text: '#17202b',
    muted: '#566273',
    accent: '#0b7268',
    accentSoft: '#e0f1ef',
    onAccent: '#ffffff',
    success: '#1b6e3d',
    successSoft: '#e2f3e8',
    warning: '#8f5400',
    warningSoft: '#fbf0d9',
    danger: '#bd2c22',
    info: '#2560c4',
    focus: '#1b8f83',
    shadow: '0 1px 2px rgb(23 32 43 / 6%), 0 4px 16px rgb(23 32 43 / 6%)',
  },
  dark: {
    ground: '#14181d',
    surface: '#1c2229',
    sunken: '#252c35',
    line: '#343d48',
    text: '#e7ebf0',
    muted: '#a1adbb',
    accent: '#3fb8aa',
    accentSoft: '#17393a',
    onAccent: '#08211f',
    success: '#5fc287',
    successSoft: '#18362a',
    warning: '#e5a443',
    warningSoft: '#3a2d15',
    danger: '#f0796f',
    info: '#7eaaf5',
    focus: '#5ad0c2',
    shadow: '0 1px 2px rgb(0 0 0 / 30%), 0 4px 16px rgb(0 0 0 / 30%)',
  },
};

/** Distances in px; the unit is 4. */
export const space = { xs: 4, s: 8, m: 12, l: 16, xl: 24, xxl: 40 } as const;

export const radius = { s: 4, m: 6, l: 10 } as const;

/** Type sizes in px, with their line heights. */
export const type = {
  small: { size: 12, line: 16 },
  body: { size: 14, line: 20 },
  lead: { size: 16, line: 24 },
  title: { size: 20, line: 28 },
} as const;

export const fonts = {
  text: "'Inter Variable', 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif",
  code: "ui-monospace, 'Cascadia Mono', 'Source Code Pro', Menlo, 'DejaVu Sans Mono', monospace",
} as const;

/** Height of a table row and of controls, in px. */
export const heights = { row: 44, control: 32, header: 48 } as const;
