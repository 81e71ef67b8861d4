import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** Picks a diagram from this computer. */
export const ImportButton = ({ onFile }: { readonly onFile: (file: File) => void }) => {
  const { t } = useTranslation('processes');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>{t('import.action')}</Button>
      <input
        ref={input}
        type="file"
        accept=".bpmn,.xml"
        hidden
        aria-label={t('import.action')}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
};
