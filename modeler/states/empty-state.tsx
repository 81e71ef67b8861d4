import type { ReactNode } from 'react';
import styles from './states.module.css';

export interface EmptyStateProps {
  /** What there is nothing of. */
  readonly title: string;
  /** Why that may be, or what will stand here. */
  readonly text?: string;
  /** What to do about it. */
  readonly actions?: ReactNode;
}

/** There is nothing here yet, and what can be done about that. */
export const EmptyState = ({ title, text, actions }: EmptyStateProps) => (
  <div className={styles['state']}>
    <svg className={styles['picture']} viewBox="0 0 96 48" aria-hidden>
      <circle cx="10" cy="24" r="8" />
      <path d="M18 24h14M64 24h14" />
      <rect x="32" y="10" width="32" height="28" rx="5" strokeDasharray="4 4" />
      <circle cx="86" cy="24" r="8" strokeWidth="3.5" />
    </svg>
    <h2 className={styles['title']}>{title}</h2>
    {text !== undefined && <p className={styles['text']}>{text}</p>}
    {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
  </div>
);
