import { useTranslation } from 'react-i18next';
import { splitQuote } from './quoted-text.js';
import styles from './words.module.css';

/** What somebody wrote; what it only quotes is folded away. */
export const Words = ({ text }: { readonly text: string }) => {
  const { t } = useTranslation('ticket');
  const { own, quoted } = splitQuote(text);
  return (
    <>
      <div className={styles['text']}>{own}</div>
      {quoted !== '' && (
        <details className={styles['quoted']}>
          <summary>{t('timeline.quoted')}</summary>
          <div className={styles['text']}>{quoted}</div>
        </details>
      )}
    </>
  );
};
