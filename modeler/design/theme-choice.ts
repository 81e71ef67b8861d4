import { useSyncExternalStore } from 'react';
import { applyTheme } from './css-variables.js';
import type { ThemeName } from './tokens.js';

/** What a person chose: a theme, or the one of the system. */
export type ThemeChoice = ThemeName | 'system';

const KEY = 'reglament.theme';
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

const stored = (): ThemeChoice => {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
};

let choice = stored();

const effective = (): ThemeName => (choice === 'system' ? (systemDark.matches ? 'dark' : 'light') : choice);

const changed = (): void => {
  applyTheme(effective());
  for (const listener of listeners) listener();
};

systemDark.addEventListener('change', changed);
applyTheme(effective());

/** Chooses a theme, for this browser. */
export const chooseTheme = (next: ThemeChoice): void => {
  choice = next;
  if (next === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, next);
  changed();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The theme that is shown. */
export const useTheme = (): ThemeName => useSyncExternalStore(subscribe, effective);

/** What was chosen. */
export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, () => choice);
