import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** Picks diagrams from this computer. */
export const ImportButton = ({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) => {
  const { t } = useTranslation('processes');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>{t('import.action')}</Button>
      <input
        ref={input}
        type="file"
        multiple
        accept=".bpmn,.xml"
        hidden
        aria-label={t('import.action')}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
};
