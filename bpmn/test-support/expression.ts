import type { Expression, VariableMapping } from '../model/index.js';

/** As in diagrams: a leading `=` marks FEEL, anything else is a fixed text. */
export function expression(source: string): Expression {
  return source.startsWith('=') ? { kind: 'feel', source: source.slice(1).trim() } : { kind: 'static', value: source };
}

/** `{ target: source }`, in order. */
export function mappings(sources: Readonly<Record<string, string>> = {}): VariableMapping[] {
  return Object.entries(sources).map(([target, source]) => ({ target, source: expression(source) }));
}
