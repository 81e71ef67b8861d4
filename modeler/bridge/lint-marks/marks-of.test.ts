import { expect, it } from '@jest/globals';
import { marksOf, type SaidFinding } from './marks-of.js';

const finding = (element: string | undefined, severity: 'error' | 'warning', text: string): SaidFinding => ({
  severity,
  rule: 'nesting',
  parameters: {},
  message: text,
  text,
  ...(element === undefined ? {} : { element }),
});

it('gathers findings at their elements, the gravest counting, and leaves out those about the whole', () => {
  expect(
    marksOf([
      finding('a', 'warning', 'one'),
      finding(undefined, 'error', 'whole'),
      finding('a', 'error', 'two'),
      finding('a', 'warning', 'three'),
      finding('b', 'warning', 'four'),
    ]),
  ).toEqual([
    { element: 'a', severity: 'error', texts: ['one', 'two', 'three'] },
    { element: 'b', severity: 'warning', texts: ['four'] },
  ]);
});
