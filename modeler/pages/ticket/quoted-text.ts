/** An email's own words and what it quotes at its end. */
export interface QuotedText {
  readonly own: string;
  /** Empty where nothing is quoted. */
  readonly quoted: string;
}

/** Lines after which mail programs put the whole email that is answered. */
const SEPARATORS = [
  /^-{2,}\s*(original message|исходное сообщение|пересылаемое сообщение|forwarded message)\s*-{2,}$/i,
  /^_{20,}$/,
  /^(from|от|отправитель):\s.*@/i,
  /^(on|в|в\s\p{L}+,)\s.*(wrote|пишет|писал|написал|написала|писал\(а\)|написал\(а\)):$/iu,
  /^\d{1,2}[./]\d{1,2}[./]\d{2,4}.*(wrote|пишет|писал|написал|написала|писал\(а\)|написал\(а\)):$/iu,
  /^.{0,80}<[^<>\s]+@[^<>\s]+>.{0,20}:$/,
];

const isQuote = (line: string): boolean => line.trim() === '' || line.trimStart().startsWith('>');

/** The first line of the quoted rest: a separator, or where nothing but `>` lines follow. */
function restAt(lines: readonly string[]): number {
  const separator = lines.findIndex((line) => SEPARATORS.some((pattern) => pattern.test(line.trim())));
  if (separator !== -1) return separator;
  let from = lines.length;
  while (from > 0 && isQuote(lines[from - 1]!)) from -= 1;
  return lines.slice(from).some((line) => line.trim() !== '') ? from : lines.length;
}

/**
 * Parts what somebody wrote from the email that their mail program quotes below it. Where nothing would be left of their
 * own, or quotes stand between their lines, all of it is their own.
 */
export function splitQuote(text: string): QuotedText {
  const lines = text.split('\n');
  const at = restAt(lines);
  const own = lines.slice(0, at).join('\n').trimEnd();
  return own.trim() === '' ? { own: text, quoted: '' } : { own, quoted: lines.slice(at).join('\n').trim() };
}
