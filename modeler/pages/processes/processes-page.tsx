import { useTranslation } from 'react-i18next';
import { Page } from '../../layout/page.js';

/** All processes with their versions and drafts. */
export const ProcessesPage = () => {
  const { t } = useTranslation('processes');
  return <Page title={t('title')}>{null}</Page>;
};
