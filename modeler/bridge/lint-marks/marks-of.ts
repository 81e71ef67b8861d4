import type { Finding } from '../../../bpmn/deploy.js';

/** What stands at one element. */
export interface LintMark {
  readonly element: string;
  readonly severity: Finding['severity'];
  /** What there is to say, one line each. */
  readonly texts: readonly string[];
}

/** A finding in the language of the page. */
export interface SaidFinding extends Finding {
  readonly text: string;
}

/** Findings by their element: one mark each, an error if there is any. */
export const marksOf = (findings: readonly SaidFinding[]): readonly LintMark[] => {
  const marks = new Map<string, LintMark>();
  for (const { element, severity, text } of findings) {
    if (element === undefined) continue;
    const mark = marks.get(element);
    marks.set(element, {
      element,
      severity: mark?.severity === 'error' ? 'error' : severity,
      texts: [...(mark?.texts ?? []), text],
    });
  }
  return [...marks.values()];
};
