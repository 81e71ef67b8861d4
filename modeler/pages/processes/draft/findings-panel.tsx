import { CheckCircleFilled, CloseCircleFilled, DownOutlined, UpOutlined, WarningFilled } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownFinding } from './check-diagram.js';
import styles from './findings-panel.module.css';

export interface FindingsPanelProps {
  /** Undefined: not checked yet. */
  readonly findings: readonly ShownFinding[] | undefined;
  readonly open: boolean;
  /** The element whose findings stand out. */
  readonly chosen: string | undefined;
  onToggle(): void;
  onSelect(elementId: string, property: string | undefined): void;
}

const icons = {
  error: <CloseCircleFilled className={styles['error']} />,
  warning: <WarningFilled className={styles['warning']} />,
} as const;

const Summary = ({ findings }: { readonly findings: readonly ShownFinding[] }) => {
  const { t } = useTranslation('processes');
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  if (findings.length === 0)
    return (
      <>
        <CheckCircleFilled className={styles['fine']} /> {t('checks.fine')}
      </>
    );
  return (
    <>
      {errors > 0 && (
        <>
          {icons.error} {t('checks.errors', { count: errors })}
        </>
      )}
      {warnings > 0 && (
        <>
          {icons.warning} {t('checks.warnings', { count: warnings })}
        </>
      )}
    </>
  );
};

/** What the deploy checks say; choosing a line shows its element. */
export const FindingsPanel = ({ findings, open, chosen, onToggle, onSelect }: FindingsPanelProps) => {
  const { t } = useTranslation('processes');
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    if (chosen !== undefined) list.current?.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, open]);

  return (
    <section className={styles['panel']} aria-label={t('checks.title')}>
      <button
        type="button"
        className={styles['summary']}
        aria-expanded={open}
        disabled={findings === undefined || findings.length === 0}
        onClick={onToggle}
      >
        <span className={styles['counts']} role="status">
          {findings === undefined ? t('checks.running') : <Summary findings={findings} />}
        </span>
        {findings !== undefined && findings.length > 0 && (open ? <DownOutlined /> : <UpOutlined />)}
      </button>
      {open && findings !== undefined && findings.length > 0 && (
        <ul ref={list} className={styles['list']}>
          {findings.map(({ severity, element, property, place, shownProperty, text }, index) => (
            <li key={index} data-chosen={(element !== undefined && element === chosen) || undefined}>
              <button
                type="button"
                className={styles['finding']}
                disabled={element === undefined}
                onClick={() => element !== undefined && onSelect(element, property)}
              >
                {icons[severity]}
                <span className={styles['place']}>{[place, shownProperty].filter(Boolean).join(' · ')}</span>
                <span>{text}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
