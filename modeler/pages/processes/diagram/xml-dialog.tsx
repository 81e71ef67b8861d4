import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { say } from '../../../feedback/feedback.js';
import styles from './xml-dialog.module.css';

export interface XmlDialogProps {
  readonly xml: string;
  onClose(): void;
}

/** The XML of a diagram, to be read and copied. */
export const XmlDialog = ({ xml, onClose }: XmlDialogProps) => {
  const { t } = useTranslation('processes');
  const copy = (): void => {
    navigator.clipboard.writeText(xml).then(
      () => say(({ message }) => message.success(t('xml.copied'))),
      () => say(({ message }) => message.error(t('xml.notCopied'))),
    );
  };
  return (
    <Modal
      open
      width={860}
      title={t('xml.title')}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={copy}>{t('xml.copy')}</Button>
          <Button type="primary" onClick={onClose}>
            {t('xml.close')}
          </Button>
        </>
      }
    >
      <pre className={styles['xml']} tabIndex={0}>
        {xml}
      </pre>
    </Modal>
  );
};
