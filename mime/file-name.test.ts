import { describe, expect, it } from '@jest/globals';
import { fileName } from './file-name.js';

describe('the name of a file', () => {
  it.each([
    ['Снимок экрана.png', 'Снимок экрана.png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Temp\\отчёт.doc', 'отчёт.doc'],
    [' a\r\nb.txt ', 'ab.txt'],
    ['photo\u{202e}gnp.exe', 'photognp.exe'],
    ['..', 'file'],
    ['folder/', 'file'],
    [undefined, 'file'],
  ])('of %j is %s', (given, kept) => {
    expect(fileName(given, 'file')).toBe(kept);
  });

  it('keeps its ending when it is shortened', () => {
    const kept = fileName(`${'я'.repeat(500)}.xlsx`, 'file');
    expect(kept).toHaveLength(200);
    expect(kept).toMatch(/я\.xlsx$/);
  });
});
