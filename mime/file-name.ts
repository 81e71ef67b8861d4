/** As long as names may be in most file systems, in characters. */
const LONGEST = 200;

/** Control characters, and those that turn the direction of writing: `gnp.exe` would read `exe.png`. */
const UNREADABLE = /[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu;

/**
 * The name of a file as it is stored, from what its sender calls it: without folders, shortened before its ending.
 * @param otherwise the name of a file that has none
 */
export function fileName(given: string | undefined, otherwise: string): string {
  const last = (given ?? '').replaceAll(UNREADABLE, '').split(/[\\/]/).at(-1)!.trim();
  if (last === '' || /^\.+$/.test(last)) return otherwise;
  const characters = [...last];
  if (characters.length <= LONGEST) return last;
  const ending = /\.[\p{L}\d]{1,10}$/u.exec(last)?.[0] ?? '';
  return `${characters.slice(0, LONGEST - ending.length).join('')}${ending}`;
}
