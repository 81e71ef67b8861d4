/** Values that stand in the places of a text, by name. */
export type Parameters = Readonly<Record<string, string | number>>;

/** The names that stand in the places of a text. */
type Places<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never;

/** A value for every place of a text. */
export type ParametersIn<Text extends string> = { readonly [Name in Places<Text>]: string | number };

/** Puts parameters into the places (`{…}`) of a text. `word` says a value in the language of the text. */
export const fillText = (
  text: string,
  parameters: Parameters,
  word: (name: string, value: string) => string = (_name, value) => value,
): string =>
  text.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = parameters[name];
    return value === undefined ? place : word(name, String(value));
  });

/** The names that stand in the places of a text. */
export const placesOf = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
