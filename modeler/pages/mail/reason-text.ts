/**
 * Why an email became what it became, in the reader's language: `phrase` or `phrase: cause`. The phrase is translated where
 * it is one of ours; the cause is what a program said.
 */
export const reasonText = (reason: string, known: Readonly<Record<string, string>>): string => {
  const [phrase = '', ...cause] = reason.split(': ');
  return [known[phrase] ?? phrase, ...cause].join(': ');
};
