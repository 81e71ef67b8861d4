import { expect, it, jest } from '@jest/globals';
import { leaveOut } from './left-out.js';

it('says what is left out by a test that is skipped, so that it counts as such', () => {
  const skip = jest.spyOn(it, 'skip').mockImplementation(() => undefined);
  leaveOut('tests in the browser', 'no Chromium');
  expect(skip.mock.calls.map(([title]) => title)).toEqual(['left out: tests in the browser (no Chromium)']);
  skip.mockRestore();
});
