/** Says a message in the other language; undefined when no template fits it. */
export type SayMessage = (message: string) => string | undefined;

const PLACE = /\{(\w+)\}/g;

/** Turns a text with places into a pattern that finds what stands in them. */
const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(PLACE, '(.*)')}$`, 's');

/**
 * Translates messages that programs put together, by a table of texts with places: `Line {line} cannot be read`.
 * `sayValue` says what stood in a place; as long as it is not given, that stays as it is.
 */
export const sayings = (
  table: Readonly<Record<string, string>>,
  sayValue: (value: string, name: string) => string = (value) => value,
): SayMessage => {
  // The most specific first: a text with few places before one that fits nearly everything.
  const known = Object.entries(table)
    .map(([template, text]) => ({
      names: [...template.matchAll(PLACE)].map(([, name = '']) => name),
      pattern: patternOf(template),
      text,
    }))
    .sort((one, other) => other.pattern.source.length - one.pattern.source.length);
  return (message) => {
    for (const { pattern, names, text } of known) {
      const values = pattern.exec(message)?.slice(1);
      if (values !== undefined)
        return text.replaceAll(PLACE, (_, name: string) => sayValue(values[names.indexOf(name)] ?? '', name));
    }
    return undefined;
  };
};
