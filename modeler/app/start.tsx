import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { useSession } from '../session/session.js';
import { EmptyState } from '../states/empty-state.js';
import { areas } from './areas.js';

/** Where a person starts: the first area that they may enter. */
export const Start = () => {
  const { t } = useTranslation();
  const { permissions } = useSession();
  const first = areas.find(({ permission }) => permissions.includes(permission));
  return first === undefined ? (
    <EmptyState title={t('start.nothing')} text={t('start.nothingText')} />
  ) : (
    <Navigate to={first.path} replace />
  );
};
