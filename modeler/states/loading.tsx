import { useTranslation } from 'react-i18next';
import styles from './states.module.css';

/** Grey bars where rows will stand; nothing at all when the rows come at once. */
export const LoadingRows = ({ rows = 8 }: { readonly rows?: number }) => {
  const { t } = useTranslation();
  return (
    <div className={styles['skeleton']} role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles['skeletonRow']}>
          <span style={{ width: `${26 + ((row * 13) % 22)}%` }} />
          <span style={{ width: `${12 + ((row * 7) % 14)}%` }} />
          <span style={{ width: `${9 + ((row * 5) % 8)}%` }} />
        </div>
      ))}
    </div>
  );
};

/** A page that is on its way. */
export const LoadingPage = () => {
  const { t } = useTranslation();
  return (
    <div className={styles['loadingPage']} role="status" aria-label={t('loading')}>
      <span className={styles['spinner']} />
    </div>
  );
};
