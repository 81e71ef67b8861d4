import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { NetworkError, ProblemError } from '../api/problem-error.js';
import { ProblemFindings } from './problem-findings.js';
import styles from './states.module.css';
import { useProblemText } from './problem-text.js';

export interface ErrorStateProps {
  readonly error: unknown;
  /** Tries again. */
  readonly onRetry?: () => void;
}

/** Something could not be shown: what happened, the id to ask about it, and how to try again. */
export const ErrorState = ({ error, onRetry }: ErrorStateProps) => {
  const { t } = useTranslation();
  const { title, text } = useProblemText()(error);
  return (
    <div className={styles['state']} role="alert">
      <h2 className={styles['title']}>{title}</h2>
      <p className={styles['text']}>{text}</p>
      {error instanceof ProblemError && <ProblemFindings findings={error.problem.errors ?? []} />}
      {error instanceof ProblemError && error.requestId !== undefined && (
        <p className={styles['reference']}>
          {t('error.reference')} <code>{error.requestId}</code>
        </p>
      )}
      {onRetry !== undefined && (
        <div className={styles['actions']}>
          <Button type={error instanceof NetworkError ? 'primary' : 'default'} onClick={onRetry}>
            {t('error.retry')}
          </Button>
        </div>
      )}
    </div>
  );
};
