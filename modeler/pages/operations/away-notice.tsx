import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { awayIn, readinessQuery } from './away.js';
import { durationText } from './duration-text.js';
import styles from './operations.module.css';

/** A delay of the API's event loop from which people notice it, ms. */
const SLOW_MS = 100;

/** Says what waits while Temporal or the worker is away, until it is back, and that the API answers slowly. */
export const AwayNotice = () => {
  const { t, i18n } = useTranslation('operations');
  const { data } = useQuery(readinessQuery);
  const away = awayIn(data);
  return (
    <div role="status">
      {away !== undefined && <Alert className={styles['away'] ?? ''} type="info" showIcon title={t(`away.${away}`)} />}
      {data !== undefined && data.eventLoopDelay > SLOW_MS && (
        <Alert
          className={styles['away'] ?? ''}
          type="warning"
          showIcon
          title={t('eventLoopDelay', { delay: durationText(data.eventLoopDelay, i18n.language) })}
        />
      )}
    </div>
  );
};
