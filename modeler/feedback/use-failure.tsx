import { ProblemError } from '../api/problem-error.js';
import type { FormSchema } from '../forms/task-form.js';
import { ProblemFindings } from '../states/problem-findings.js';
import { useProblemText } from '../states/problem-text.js';
import { say } from './feedback.js';

/**
 * Says why something that a person asked for was not done.
 * @param form what was filled in for it, if anything was
 */
export const useFailure = (form?: FormSchema): ((error: unknown) => void) => {
  const textOf = useProblemText();
  return (error) => {
    const { title, text } = textOf(error);
    const findings = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
    say(({ notification }) =>
      notification.error({
        title,
        description: findings.length > 0 ? <ProblemFindings findings={findings} form={form} /> : text,
        placement: 'bottomRight',
        duration: 8,
      }),
    );
  };
};
