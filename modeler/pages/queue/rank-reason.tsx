import { Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import type { QueueRow } from './queue-data.js';
import styles from './rank-reason.module.css';

type Reason = Pick<QueueRow, 'criteria' | 'decidedBy' | 'reason'> & { readonly position: number };

/** The criteria of the regulation in their order with the ticket's values; which one put it behind the row before. */
const Criteria = ({ criteria, decidedBy, reason, position }: Reason) => {
  const { t } = useTranslation('queue');
  const [main] = criteria;
  return (
    <div className={styles['reason']}>
      {criteria.length === 0 && <p>{reason}</p>}
      <ol className={styles['criteria']}>
        {criteria.map(({ label, text, clause }, index) => (
          <li key={label} data-decided={index === decidedBy || undefined}>
            <span className={styles['label']}>
              {label}
              {clause !== null && <span className={styles['clause']}>{clause}</span>}
            </span>
            <span>{text}</span>
            {index === decidedBy && <span className={styles['decided']}>{t('reason.decided')}</span>}
          </li>
        ))}
      </ol>
      {decidedBy === null && main !== undefined && (
        <p className={styles['label']}>
          {position === 1 ? t('reason.first', { label: main.label, text: main.text }) : t('reason.even')}
        </p>
      )}
    </div>
  );
};

/** A ticket's place in the queue; why it stands there on pointing at it and on focus, which a click gives it. */
export const RankReason = (reason: Reason) => {
  const { position } = reason;
  const { t } = useTranslation('queue');
  return (
    <Popover
      trigger={['hover', 'focus']}
      placement="rightTop"
      title={t('reason.title', { position })}
      content={<Criteria {...reason} />}
    >
      <button type="button" tabIndex={-1} className={styles['position']} aria-label={t('reason.title', { position })}>
        {position}
      </button>
    </Popover>
  );
};
