/** JSON that was read, or a text that is none. */
export type ReadJson = { readonly value: unknown } | { readonly wrong: true };

/** Reads JSON that a person typed. */
export const readJson = (text: string): ReadJson => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { wrong: true };
  }
};

/** JSON text with line breaks and indentation; text that is none (it was cut) stays as it is. */
export const formattedJson = (text: string): string => {
  const read = readJson(text);
  return 'value' in read ? JSON.stringify(read.value, null, 2) : text;
};
