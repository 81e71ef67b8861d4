import { expect, it } from '@jest/globals';
import { wordsOf } from './words-of.js';

const found = (kind: string, pattern: string): boolean =>
  pattern
    .toLowerCase()
    .split(' ')
    .every((word) => wordsOf(kind).includes(word));

it.each([
  ['user task', 'задача'],
  ['user task', 'User task'],
  ['user task', 'пользовательская'],
  ['exclusive gateway', 'шлюз'],
  ['exclusive gateway', 'условие'],
  ['Timer Boundary Event', 'таймер'],
  ['timer intermediate catch event', 'timer'],
  ['sub-process', 'подпроцесс'],
  ['call activity', 'вызов процесса'],
])('%s is found by %s', (kind, pattern) => {
  expect(found(kind, pattern)).toBe(true);
});

it('does not find everything by every word', () => {
  expect(found('user task', 'шлюз')).toBe(false);
  expect(found('none end event', 'таймер')).toBe(false);
});
