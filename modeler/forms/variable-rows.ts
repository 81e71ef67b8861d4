import { formattedJson, readJson } from './json-text.js';

/** A variable as a person edits it. */
export interface VariableRow {
  readonly id: number;
  readonly name: string;
  /** JSON, perhaps not valid yet. */
  readonly text: string;
  /** Added by hand: the name can be changed. */
  readonly isNew: boolean;
}

/** Names that a FEEL expression can use. */
const isName = (name: string): boolean => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);

/** What is wrong with the name of a row, as the texts call it. */
export const wrongName = (row: VariableRow, rows: readonly VariableRow[]): 'wrongName' | 'twice' | undefined => {
  if (!row.isNew) return undefined;
  if (!isName(row.name)) return 'wrongName';
  return rows.some(({ id, name }) => id !== row.id && name === row.name) ? 'twice' : undefined;
};

/**
 * The values of the rows that were added or changed; undefined when one of them is not valid. An added row without name
 * and value was not meant.
 */
export const changedVariables = (
  rows: readonly VariableRow[],
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> | undefined => {
  const changed: Record<string, unknown> = {};
  for (const row of rows) {
    const given = before[row.name];
    if (!row.isNew && given !== undefined && row.text === formattedJson(given)) continue;
    if (row.isNew && row.name === '' && row.text.trim() === '') continue;
    const read = readJson(row.text);
    if (wrongName(row, rows) !== undefined || 'wrong' in read) return undefined;
    changed[row.name] = read.value;
  }
  return changed;
};
