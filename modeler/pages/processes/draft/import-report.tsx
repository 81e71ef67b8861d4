import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LostReference } from '../../../bridge/lost-references.js';
import type { UndrawnElement } from '../../../bridge/open-modeler.js';
import styles from './import-report.module.css';

export interface ImportReportProps {
  readonly undrawn: readonly UndrawnElement[];
  readonly lost: readonly LostReference[];
  /** Gives what is not drawn a place. */
  onPlace(): Promise<void>;
}

/** Says what of the file is not on the canvas, by name and id, and offers to place it. */
export const ImportReport = ({ undrawn, lost, onPlace }: ImportReportProps) => {
  const { t } = useTranslation('processes');
  const [closed, setClosed] = useState(false);
  const [busy, setBusy] = useState(false);
  const count = undrawn.length;
  if (closed || (count === 0 && lost.length === 0)) return null;
  const place = (): void => {
    setBusy(true);
    void onPlace().finally(() => setBusy(false));
  };
  return (
    <Alert
      banner
      type="warning"
      closable={{ onClose: () => setClosed(true) }}
      title={count > 0 ? t('undrawn.title', { count }) : t('undrawn.lost', { count: lost.length })}
      description={
        <ul className={styles['list']} tabIndex={0} aria-label={t('undrawn.label')}>
          {undrawn.map(({ id, name }) => (
            <li key={`undrawn ${id}`}>
              {name} <code>{id}</code>
            </li>
          ))}
          {lost.map(({ from, to }, index) => (
            <li key={`lost ${index}`}>{t('undrawn.reference', { from, to })}</li>
          ))}
        </ul>
      }
      action={
        count > 0 && (
          <Button size="small" loading={busy} onClick={place}>
            {t('undrawn.place')}
          </Button>
        )
      }
    />
  );
};
