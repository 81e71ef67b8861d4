import { invalid } from './validate.js';

/** A parameter that is given several times has a list. */
export type RawQuery = Record<string, string | string[]>;

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
};

/**
 * The parameters of a query string, as they are given.
 * @throws Problem `validation-failed` that names the parameter whose bytes are not percent-encoded UTF-8
 */
export const readQuery = (text: string | null): RawQuery => {
  const query = Object.create(null) as RawQuery;
  for (const pair of (text ?? '').split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const rawName = equals < 0 ? pair : pair.slice(0, equals);
    const name = decoded(rawName);
    const value = decoded(equals < 0 ? '' : pair.slice(equals + 1));
    if (name === undefined || value === undefined)
      throw invalid([{ parameter: name ?? rawName, detail: 'Holds bytes that are not percent-encoded UTF-8' }]);
    const earlier = query[name];
    query[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return query;
};
