/** A key, or keys one after the other, that do something: `?`, `g p`, `mod+s` (Ctrl, on a Mac ⌘). */
export interface Shortcut {
  readonly keys: string;
  /** What it does, for the list of shortcuts. */
  readonly label: string;
  /** Heading in the list of shortcuts. */
  readonly group: string;
  run(): void;
}

/** How long the second key of a sequence is awaited, in ms. */
const SEQUENCE = 1_200;

const active = new Set<Shortcut>();
const listeners = new Set<() => void>();
let listed: readonly Shortcut[] = [];

const changed = (): void => {
  listed = [...active];
  for (const listener of listeners) listener();
};

/** Makes a shortcut work. @returns how to take it back */
export const addShortcut = (shortcut: Shortcut): (() => void) => {
  active.add(shortcut);
  changed();
  return () => {
    active.delete(shortcut);
    changed();
  };
};

/** The shortcuts that work at the moment. */
export const activeShortcuts = (): readonly Shortcut[] => listed;

/** Tells when other shortcuts work. @returns how to stop */
export const watchShortcuts = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The part of a keyboard event that counts. */
export type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What the key of `/` and `?` types in the Russian layout. */
const russianSigns: Readonly<Record<string, string>> = { '.': '/', ',': '?' };

/**
 * Name of a pressed key as shortcuts write it. Letters go by their place on the keyboard, so that they work in the Russian
 * layout too; signs such as `?` by what they type. Shift counts with a letter beside Ctrl only: `mod+shift+z`.
 */
export const keyName = ({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string => {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  const sign = code === 'Slash' ? russianSigns[key] : undefined;
  const name = letter ?? sign ?? key.toLowerCase();
  const mod = ctrlKey || metaKey;
  const shift = mod && shiftKey && letter !== undefined;
  return `${mod ? 'mod+' : ''}${altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${name}`;
};

/** Fields that are `input` and yet take no text: a letter pressed in them means nothing to them. */
const WITHOUT_TEXT: ReadonlySet<string> = new Set(
  'button checkbox color file image radio range reset submit'.split(' '),
);

/** What is asked of the element with the focus. */
export type Focused = Pick<HTMLElement, 'tagName' | 'isContentEditable'> & { readonly type?: string };

/**
 * Does typing belong to what has the focus: is it a field for text, or a choice that letters search in? Radios, checkboxes
 * and buttons are not; the filters of lists are radios and keep the focus after a click.
 */
export const takesTyping = ({ tagName, isContentEditable, type = '' }: Focused): boolean =>
  isContentEditable || ['TEXTAREA', 'SELECT'].includes(tagName) || (tagName === 'INPUT' && !WITHOUT_TEXT.has(type));

/** With a modifier, and yet what is typed in is meant: its own undoing. */
const OF_FIELDS: ReadonlySet<string> = new Set(['mod+z', 'mod+shift+z', 'mod+y']);

/** Shortcuts with a modifier work all the same, other than those of fields. */
const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && takesTyping(target);

/** Reads key presses and runs shortcuts. The newest of several with the same keys wins. @returns how to stop */
export const listenKeyboard = (): (() => void) => {
  let before: { readonly name: string; readonly at: number } | undefined;

  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat) return;
    const name = keyName(event);
    if (isTyping(event.target) && (!name.startsWith('mod+') || OF_FIELDS.has(name))) return;
    const sequence = before !== undefined && event.timeStamp - before.at < SEQUENCE ? `${before.name} ${name}` : name;
    const found = listed.findLast(({ keys }) => keys === sequence) ?? listed.findLast(({ keys }) => keys === name);
    before = found === undefined ? { name, at: event.timeStamp } : undefined;
    if (found === undefined) return;
    event.preventDefault();
    found.run();
  };

  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
};
