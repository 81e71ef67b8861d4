/** One piece of a pattern: a wildcard or a character that stands for itself. */
type Piece = { readonly any: 'run' | 'one' } | { readonly text: string };

/** `*` any run, `?` one character, a backslash takes the meaning from what follows (Camunda: `$like`). */
const pieces = (pattern: string): Piece[] => {
  const found: Piece[] = [];
  const characters = [...pattern];
  for (let i = 0; i < characters.length; i += 1) {
    const character = characters[i] ?? '';
    const next = characters[i + 1];
    if (character === '\\' && next !== undefined) {
      found.push({ text: next });
      i += 1;
    } else if (character === '*') found.push({ any: 'run' });
    else if (character === '?') found.push({ any: 'one' });
    else found.push({ text: character });
  }
  return found;
};

/** The pattern as SQL's LIKE reads it (escape character: backslash). */
export const likePattern = (pattern: string): string =>
  pieces(pattern)
    .map((piece) => ('any' in piece ? (piece.any === 'run' ? '%' : '_') : piece.text.replace(/[\\%_]/, '\\$&')))
    .join('');

/** The pattern as a regular expression over a whole text. */
export const likeExpression = (pattern: string): RegExp =>
  new RegExp(
    `^${pieces(pattern)
      .map((piece) =>
        'any' in piece ? (piece.any === 'run' ? '.*' : '.') : piece.text.replace(/[.*+?^${}()|[\]\\]/, '\\$&'),
      )
      .join('')}$`,
    'su',
  );
