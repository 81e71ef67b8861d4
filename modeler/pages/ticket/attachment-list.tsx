import { PaperClipOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { fileSize } from './file-size.js';
import { attachmentPath, type Attachment } from './ticket-data.js';
import styles from './ticket-details.module.css';

interface FilesProps {
  readonly ticketId: string;
  readonly attachments: readonly Attachment[];
}

/** Files to download. */
export const Files = ({ ticketId, attachments }: FilesProps) => {
  const { i18n } = useTranslation();
  return (
    <ul className={styles['files']}>
      {attachments.map(({ attachmentId, name, size }) => (
        <li key={attachmentId}>
          <a href={attachmentPath(ticketId, attachmentId)} download={name} title={name}>
            <PaperClipOutlined aria-hidden /> {name}
          </a>
          <span className={styles['size']}>{fileSize(size, i18n.language)}</span>
        </li>
      ))}
    </ul>
  );
};

/** All files of the ticket; nothing where there are none. */
export const AttachmentList = (props: FilesProps) => {
  const { t } = useTranslation('ticket');
  return props.attachments.length === 0 ? null : (
    <section className={styles['section']}>
      <h2 className={styles['heading']}>{t('attachments')}</h2>
      <Files {...props} />
    </section>
  );
};
