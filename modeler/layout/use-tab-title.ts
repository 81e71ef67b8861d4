import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Names the tab of the browser after what it shows, the product last; the tab of a page that is left says the product. */
export const useTabTitle = (title: string | undefined): void => {
  const { t } = useTranslation();
  const product = t('product');
  useEffect(() => {
    document.title = title === undefined || title === '' ? product : `${title} · ${product}`;
    return () => {
      document.title = product;
    };
  }, [title, product]);
};
