/** What a text of variables turned out to be. */
export type VariablesText =
  | { readonly variables: Readonly<Record<string, unknown>> }
  /** `syntax`: no JSON, with what the parser says; `shape`: JSON, but no object. */
  | { readonly wrong: 'syntax'; readonly detail: string }
  | { readonly wrong: 'shape' };

/** Reads variables: a JSON object. Nothing at all is no variables. */
export const readVariables = (text: string): VariablesText => {
  if (text.trim() === '') return { variables: {} };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { wrong: 'shape' };
    return { variables: value as Readonly<Record<string, unknown>> };
  } catch (error) {
    return { wrong: 'syntax', detail: error instanceof Error ? error.message : String(error) };
  }
};
