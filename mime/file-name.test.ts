import { describe, expect, it } from '@jest/globals';
import { fileName, fileNames } from './file-name.js';

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

describe('the names of the files of a mail', () => {
  const names = (...files: readonly (readonly [name: string | undefined, mediaType: string])[]) =>
    fileNames(files.map(([name, mediaType]) => ({ name, mediaType })));

  it('are of their type where they have none', () => {
    expect(
      names([undefined, 'text/calendar'], ['', 'image/PNG'], ['..', 'message/rfc822'], [undefined, 'application/pdf']),
    ).toEqual(['invite.ics', 'image.png', 'message.eml', 'attachment.pdf']);
    expect(names([undefined, 'x/unheard-of'])).toEqual(['attachment']);
  });

  it('are all different', () => {
    expect(names(['a.txt', 't/a'], ['A.TXT', 't/a'], ['a-2.txt', 't/a'], ['a.txt', 't/a'])).toEqual([
      ...['a.txt', 'A-2.TXT', 'a-2-2.txt', 'a-3.txt'],
    ]);
    const many = names(...Array.from({ length: 500 }, () => [undefined, 'application/pdf'] as const));
    expect(new Set(many).size).toBe(500);
    expect(many[1]).toBe('attachment-2.pdf');
  });
});
