import { describe, expect, it } from '@jest/globals';
import { activeShortcuts, addShortcut, keyName, takesTyping } from './shortcuts.js';

const pressed = (given: Partial<Parameters<typeof keyName>[0]>): string =>
  keyName({ key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...given });

describe('the name of a key', () => {
  it('is the same in the Russian layout', () => {
    expect(pressed({ key: 'g', code: 'KeyG' })).toBe('g');
    expect(pressed({ key: 'п', code: 'KeyG' })).toBe('g');
  });

  it('is what a sign types, and the question mark is found in both layouts', () => {
    expect(pressed({ key: '?', code: 'Slash' })).toBe('?');
    expect(pressed({ key: ',', code: 'Slash' })).toBe('?');
    expect(pressed({ key: '/', code: 'Slash' })).toBe('/');
    expect(pressed({ key: '.', code: 'Slash' })).toBe('/');
    expect(pressed({ key: '?', code: 'Digit7' })).toBe('?');
  });

  it('tells Ctrl and ⌘ alike', () => {
    expect(pressed({ key: 's', code: 'KeyS', ctrlKey: true })).toBe('mod+s');
    expect(pressed({ key: 'ы', code: 'KeyS', metaKey: true })).toBe('mod+s');
  });

  it('tells doing again from undoing', () => {
    expect(pressed({ key: 'z', code: 'KeyZ', ctrlKey: true })).toBe('mod+z');
    expect(pressed({ key: 'Z', code: 'KeyZ', ctrlKey: true, shiftKey: true })).toBe('mod+shift+z');
    expect(pressed({ key: 'G', code: 'KeyG', shiftKey: true })).toBe('g');
  });
});

describe('typing', () => {
  const takes = (tagName: string, type?: string, isContentEditable = false): boolean =>
    takesTyping({ tagName, isContentEditable, ...(type !== undefined && { type }) });

  it('belongs to fields for text, and to choices that letters search in', () => {
    for (const type of ['text', 'search', 'number', 'email', 'password', 'date'])
      expect(takes('INPUT', type)).toBe(true);
    expect(takes('TEXTAREA', 'textarea')).toBe(true);
    expect(takes('SELECT', 'select-one')).toBe(true);
    expect(takes('DIV', undefined, true)).toBe(true);
  });

  it('does not belong to radios, checkboxes and buttons', () => {
    for (const type of ['radio', 'checkbox', 'button', 'submit']) expect(takes('INPUT', type)).toBe(false);
    expect(takes('BUTTON', 'button')).toBe(false);
    expect(takes('MAIN')).toBe(false);
  });
});

describe('the list of shortcuts', () => {
  it('holds those that work at the moment', () => {
    const shortcut = { keys: 'x', label: 'x', group: 'g', run: () => undefined };
    const remove = addShortcut(shortcut);
    expect(activeShortcuts()).toEqual([shortcut]);
    remove();
    expect(activeShortcuts()).toEqual([]);
  });
});
