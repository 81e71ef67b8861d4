import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { awayIn, readinessQuery } from './away.js';
import styles from './operations.module.css';

/** Says what waits while Temporal or the worker is away; goes by itself when it is back. */
export const AwayNotice = () => {
  const { t } = useTranslation('operations');
  const { data } = useQuery(readinessQuery);
  const away = awayIn(data);
  return (
    <div role="status">
      {away !== undefined && <Alert className={styles['away'] ?? ''} type="info" showIcon title={t(`away.${away}`)} />}
    </div>
  );
};
