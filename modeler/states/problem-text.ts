import { useTranslation } from 'react-i18next';
import { NetworkError, ProblemError, TimeLimitError } from '../api/problem-error.js';

/** What a person reads about an error: a heading in their language, and the details. */
export interface ProblemText {
  readonly title: string;
  readonly text: string;
}

/**
 * Puts errors into words. The details of a problem come from the server and tell what happened this time; where they
 * would always be the same, they are said in the person's language.
 */
export const useProblemText = (): ((error: unknown) => ProblemText) => {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof TimeLimitError) {
      const kind = error.method === 'GET' ? 'timeLimitText' : 'timeLimitChange';
      return { title: t('error.timeLimit', { seconds: error.limit / 1_000 }), text: t(`error.${kind}`) };
    }
    if (error instanceof NetworkError) return { title: t('error.network'), text: t('error.networkText') };
    if (!(error instanceof ProblemError)) {
      return { title: t('error.unexpected'), text: error instanceof Error ? error.message : String(error) };
    }
    const titles: Readonly<Record<string, string>> = t('problems', { returnObjects: true });
    const title = titles[error.slug] ?? error.problem.title;
    const texts: Readonly<Record<string, string>> = t('problemTexts', { returnObjects: true });
    return { title, text: texts[error.slug] ?? error.problem.detail };
  };
};
