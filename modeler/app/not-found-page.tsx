import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useTabTitle } from '../layout/use-tab-title.js';
import { EmptyState } from '../states/empty-state.js';

/** The address leads nowhere. */
export const NotFoundPage = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useTabTitle(t('notFound.title'));
  return (
    <EmptyState
      title={t('notFound.title')}
      text={t('notFound.text')}
      actions={
        <Button type="primary" onClick={() => void navigate('/')}>
          {t('notFound.home')}
        </Button>
      }
    />
  );
};
