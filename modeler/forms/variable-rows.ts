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

/** Where added rows are kept beside the changed ones: no variable can have this name. */
const ADDED = '+';

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

type Texts = Readonly<Record<string, string>>;

/** The rows of given variables, with what was typed into them before (`typedRows`). */
export const rowsOf = (variables: Texts, typed: Readonly<Record<string, unknown>>): readonly VariableRow[] => {
  const given = Object.entries(variables).map(([name, value], id) => {
    const text = typed[name];
    return { id, name, text: typeof text === 'string' ? text : formattedJson(value), isNew: false };
  });
  const added = Array.isArray(typed[ADDED]) ? (typed[ADDED] as readonly (readonly [string, string])[]) : [];
  return [...given, ...added.map(([name, text], at) => ({ id: given.length + at, name, text, isNew: true }))];
};

/** What was typed into rows, to be kept until it is sent. */
export const typedRows = (rows: readonly VariableRow[], variables: Texts): Readonly<Record<string, unknown>> => {
  const isChanged = ({ name, text, isNew }: VariableRow): boolean =>
    !isNew && text !== formattedJson(variables[name] ?? '');
  const added = rows.filter(({ isNew, name, text }) => isNew && (name !== '' || text !== ''));
  return {
    ...Object.fromEntries(rows.filter(isChanged).map(({ name, text }) => [name, text])),
    ...(added.length === 0 ? {} : { [ADDED]: added.map(({ name, text }) => [name, text]) }),
  };
};
