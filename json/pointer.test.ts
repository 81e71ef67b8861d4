import { expect, it } from '@jest/globals';
import { jsonPointer } from './pointer.js';

it('a JSON pointer is escaped as RFC 6901 says, as a URI fragment', () => {
  expect(jsonPointer([])).toBe('#');
  expect(jsonPointer(['variables', 'a/b', 'c~d', 0, 'сумма %', '$eq'])).toBe(
    '#/variables/a~1b/c~0d/0/%D1%81%D1%83%D0%BC%D0%BC%D0%B0%20%25/$eq',
  );
  expect(jsonPointer(['\ud83d', '😀'])).toBe('#/%EF%BF%BD/%F0%9F%98%80');
});
