import { CloseOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './file-picker.module.css';
import { fileSize } from './file-size.js';

interface FilePickerProps {
  readonly files: readonly File[];
  readonly onChange: (files: readonly File[]) => void;
}

/** Files of a paste, such as a picture of the screen; none where text was pasted. */
export const pastedFiles = (event: React.ClipboardEvent): readonly File[] => [...event.clipboardData.files];

/** The button that chooses files. */
export const ChooseFiles = ({ files, onChange }: FilePickerProps) => {
  const { t } = useTranslation('ticket');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('files.add')}
        onChange={({ target }) => {
          onChange([...files, ...(target.files ?? [])]);
          target.value = '';
        }}
      />
      <Button size="small" type="text" icon={<PaperClipOutlined />} onClick={() => input.current?.click()}>
        {t('files.add')}
      </Button>
    </>
  );
};

/** The files that were chosen, each with the button that takes it away. */
export const ChosenFiles = ({ files, onChange }: FilePickerProps) => {
  const { t, i18n } = useTranslation('ticket');
  return files.length === 0 ? null : (
    <ul className={styles['files']} aria-label={t('attachments')}>
      {files.map((file, index) => (
        <li key={index}>
          <span className={styles['name']}>{file.name}</span>
          <span className={styles['size']}>{fileSize(file.size, i18n.language)}</span>
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('files.remove', { name: file.name })}
            onClick={() => onChange(files.filter((other) => other !== file))}
          />
        </li>
      ))}
    </ul>
  );
};
