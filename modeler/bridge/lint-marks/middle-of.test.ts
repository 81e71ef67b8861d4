import { expect, it } from '@jest/globals';
import { middleOf } from './middle-of.js';

it('is in the middle of the longest part of a line', () => {
  expect(
    middleOf([
      { x: 0, y: 0 },
      { x: 0, y: 100 },
      { x: 40, y: 100 },
    ]),
  ).toEqual({ x: 0, y: 50 });
});

it('is the point where the line is one', () => {
  expect(middleOf([{ x: 3, y: 4 }])).toEqual({ x: 3, y: 4 });
});
