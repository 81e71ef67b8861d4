import type { Expression } from '../../model/index.js';

/** A value of the diagram: FEEL after a leading `=` (Zeebe's convention), else the text as it stands, trimmed. */
export function expressionOf(text: string): Expression {
  const trimmed = text.trim();
  return trimmed.startsWith('=')
    ? { kind: 'feel', source: trimmed.slice(1).trim() }
    : { kind: 'static', value: trimmed };
}

/** As `expressionOf`; undefined where there is no text or only blanks. */
export const optionalExpression = (text: string | undefined): Expression | undefined =>
  text === undefined || text.trim() === '' ? undefined : expressionOf(text);

/** As `expressionOf`; an empty text where there is none, which the checks report. */
export const requiredExpression = (text: string | undefined): Expression => expressionOf(text ?? '');
