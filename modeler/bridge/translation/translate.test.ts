import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries';
import { describe, expect, it } from '@jest/globals';
import { inRussian, translateTo } from './translate.js';

describe('the texts of canvas and panel', () => {
  it('are there for every element that menus offer', () => {
    const labels = Object.values(PopupEntries).map(({ label }) => label);
    expect(labels.length).toBeGreaterThan(50);
    expect(labels.filter((label) => inRussian(label) === undefined)).toEqual([]);
  });

  it('know element types as the head of the panel writes them', () => {
    const types = ['Event Based Gateway', 'Timer Boundary Event (Non Interrupting)', 'Expanded Sub Process'];
    expect(types.map(inRussian)).toEqual(['Шлюз по событиям', 'Граничное событие-таймер (не прерывает)', 'Подпроцесс']);
  });

  it('take values, and stay English where there is no Russian', () => {
    expect(translateTo('ru')('List contains {numOfItems} items', { numOfItems: '3' })).toBe('Записей: 3');
    expect(translateTo('en')('Open {element}', { element: 'A' })).toBe('Open A');
    expect(translateTo('ru')('constructor')).toBe('constructor');
    expect(translateTo('ru')('Something {new}')).toBe('Something {new}');
  });
});
