import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { EmptyState } from '../states/empty-state.js';
import { ErrorState } from '../states/error-state.js';

/** A piece of the application that the server no longer has: it was built anew. */
const isOutdated = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);

/** A page that failed: of an outdated application, or by a fault. */
export const RouteError = () => {
  const { t } = useTranslation();
  const error = useRouteError();
  const reload = (): void => window.location.reload();
  return isOutdated(error) ? (
    <EmptyState
      title={t('outdated.title')}
      text={t('outdated.text')}
      actions={
        <Button type="primary" onClick={reload}>
          {t('outdated.reload')}
        </Button>
      }
    />
  ) : (
    <ErrorState error={error} onRetry={reload} />
  );
};
