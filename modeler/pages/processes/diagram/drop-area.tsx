import { useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './drop-area.module.css';

export interface DropAreaProps {
  onFiles(files: readonly File[]): void;
  readonly children: ReactNode;
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** Takes files that are dropped anywhere on it. */
export const DropArea = ({ onFiles, children }: DropAreaProps) => {
  const { t } = useTranslation('processes');
  const [over, setOver] = useState(false);
  return (
    <div
      className={styles['area']}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
      }}
    >
      {children}
      {over && <div className={styles['over']}>{t('import.drop')}</div>}
    </div>
  );
};
