import { useQuery } from '@tanstack/react-query';
import { Alert, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { awayIn, readinessQuery } from './away.js';
import { durationText } from './duration-text.js';
import styles from './operations.module.css';

/** Says what waits while Temporal or the worker is away, until it is back, and how quickly the API answers. */
export const AwayNotice = () => {
  const { t, i18n } = useTranslation('operations');
  const { data } = useQuery(readinessQuery);
  const away = awayIn(data);
  return (
    <div role="status">
      {away !== undefined && <Alert className={styles['away'] ?? ''} type="info" showIcon title={t(`away.${away}`)} />}
      {data !== undefined && (
        <Typography.Text type="secondary">
          {t('eventLoopDelay', { delay: durationText(data.eventLoopDelay, i18n.language) })}
        </Typography.Text>
      )}
    </div>
  );
};
