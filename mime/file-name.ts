/** As long as names may be in most file systems, in characters. */
const LONGEST = 200;

/** Control characters, and those that turn the direction of writing: `gnp.exe` would read `exe.png`. */
const UNREADABLE = /[\p{Cc}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu;

const ENDING = /\.[\p{L}\d]{1,10}$/u;

/** Names of files that have none, by their type; `attachment` where the type says nothing of its use. */
const NAMES: Readonly<Record<string, readonly [name: string, ending: string]>> = {
  'text/calendar': ['invite', 'ics'],
  'application/ics': ['invite', 'ics'],
  'message/rfc822': ['message', 'eml'],
  'message/global': ['message', 'eml'],
  'message/delivery-status': ['status', 'txt'],
  'image/png': ['image', 'png'],
  'image/jpeg': ['image', 'jpg'],
  'image/jpg': ['image', 'jpg'],
  'image/gif': ['image', 'gif'],
  'image/webp': ['image', 'webp'],
  'image/bmp': ['image', 'bmp'],
  'image/tiff': ['image', 'tiff'],
  'image/heic': ['image', 'heic'],
  'image/svg+xml': ['image', 'svg'],
  'text/plain': ['attachment', 'txt'],
  'text/html': ['attachment', 'html'],
  'text/csv': ['attachment', 'csv'],
  'text/xml': ['attachment', 'xml'],
  'text/vcard': ['contact', 'vcf'],
  'text/x-vcard': ['contact', 'vcf'],
  'application/pdf': ['attachment', 'pdf'],
  'application/json': ['attachment', 'json'],
  'application/xml': ['attachment', 'xml'],
  'application/zip': ['attachment', 'zip'],
  'application/gzip': ['attachment', 'gz'],
  'application/x-7z-compressed': ['attachment', '7z'],
  'application/vnd.rar': ['attachment', 'rar'],
  'application/rtf': ['attachment', 'rtf'],
  'application/msword': ['attachment', 'doc'],
  'application/vnd.ms-excel': ['attachment', 'xls'],
  'application/vnd.ms-powerpoint': ['attachment', 'ppt'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['attachment', 'docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['attachment', 'xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['attachment', 'pptx'],
  'application/vnd.oasis.opendocument.text': ['attachment', 'odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['attachment', 'ods'],
  'application/pkcs7-mime': ['smime', 'p7m'],
  'application/x-pkcs7-mime': ['smime', 'p7m'],
  'application/pkcs7-signature': ['smime', 'p7s'],
  'application/x-pkcs7-signature': ['smime', 'p7s'],
  'application/pgp-encrypted': ['encrypted', 'txt'],
  'application/pgp-signature': ['signature', 'asc'],
  'application/ms-tnef': ['winmail', 'dat'],
  'application/vnd.ms-tnef': ['winmail', 'dat'],
  'audio/mpeg': ['audio', 'mp3'],
  'audio/ogg': ['audio', 'ogg'],
  'audio/wav': ['audio', 'wav'],
  'video/mp4': ['video', 'mp4'],
};

/**
 * The name of a file as it is stored, from what its sender calls it: without folders, shortened before its ending.
 * @param otherwise the name of a file that has none
 */
export function fileName(given: string | undefined, otherwise: string): string {
  const last = (given ?? '').replaceAll(UNREADABLE, '').split(/[\\/]/).at(-1)!.trim();
  if (last === '' || /^\.+$/.test(last)) return otherwise;
  const characters = [...last];
  if (characters.length <= LONGEST) return last;
  const ending = ENDING.exec(last)?.[0] ?? '';
  return `${characters.slice(0, LONGEST - ending.length).join('')}${ending}`;
}

/** `image-2.png`: the name with a number before its ending. */
function numbered(name: string, number: number): string {
  const ending = ENDING.exec(name)?.[0] ?? '';
  const stem = [...name.slice(0, name.length - ending.length)];
  const mark = `-${String(number)}${ending}`;
  return `${stem.slice(0, LONGEST - mark.length).join('')}${mark}`;
}

/** Names for the files of one mail: those that have none are called by their type, and no two are called the same. */
export function fileNames(
  files: readonly { readonly name: string | undefined; readonly mediaType: string }[],
): readonly string[] {
  const taken = new Set<string>();
  /** The last number behind a name, so that a thousand files of one name are no million looks. */
  const numbers = new Map<string, number>();
  return files.map(({ name, mediaType }) => {
    const [called, ending] = NAMES[mediaType.toLowerCase()] ?? ['attachment', undefined];
    const wanted = fileName(name, ending === undefined ? called : `${called}.${ending}`);
    const key = wanted.toLowerCase();
    let found = wanted;
    let number = numbers.get(key) ?? 1;
    while (taken.has(found.toLowerCase())) {
      number += 1;
      found = numbered(wanted, number);
    }
    numbers.set(key, number);
    taken.add(found.toLowerCase());
    return found;
  });
}
