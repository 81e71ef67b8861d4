import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { createdInstance } from '../../../../api/contract/v2/process-instances.js';
import type { Reply } from '../../../api/contract.js';
import { request } from '../../../api/request.js';
import { say } from '../../../feedback/feedback.js';
import { useFailure } from '../../../feedback/use-failure.js';
import { sayInexactNumber } from '../../../forms/say-fault.js';
import { usePermission } from '../../../session/session.js';
import { readVariables, type VariablesText } from './variables-text.js';
import styles from './start-instance-dialog.module.css';

export interface StartInstanceDialogProps {
  readonly name: string;
  readonly version: number;
  readonly processDefinitionKey: string;
  onClose(): void;
}

/** Starts an instance of a deployed version with variables written as JSON. */
export const StartInstanceDialog = ({ name, version, processDefinitionKey, onClose }: StartInstanceDialogProps) => {
  const { t } = useTranslation('processes');
  const { t: shell } = useTranslation();
  const navigate = useNavigate();
  const mayWatch = usePermission('instances.read');
  const failed = useFailure();
  const [text, setText] = useState('{}');
  const [busy, setBusy] = useState(false);
  const id = useId();
  const read = readVariables(text);

  const troubleOf = (wrong: Exclude<VariablesText, { readonly variables: unknown }>): string => {
    if (wrong.wrong === 'shape') return t('start.notAnObject');
    return wrong.wrong === 'number' ? sayInexactNumber(shell, wrong.number) : t('start.notJson');
  };

  const tell = (key: string): void => {
    const show = (): void => {
      say(({ notification }) => notification.destroy(key));
      void navigate(`/operations/${key}`);
    };
    say(({ notification }) =>
      notification.success({
        key,
        title: t('start.started', { key }),
        placement: 'bottomRight',
        duration: 8,
        actions: mayWatch && (
          <Button size="small" onClick={show}>
            {t('start.watch')}
          </Button>
        ),
      }),
    );
  };

  const start = (): void => {
    if (!('variables' in read)) return;
    setBusy(true);
    const body = { processDefinitionKey, variables: read.variables };
    request<Reply<typeof createdInstance>>('POST', '/v2/process-instances', { body }).then(
      ({ processInstanceKey }) => {
        tell(processInstanceKey);
        onClose();
      },
      (error: unknown) => {
        failed(error);
        setBusy(false);
      },
    );
  };

  return (
    <Modal
      open
      title={t('start.title', { name, version })}
      okText={t('start.action')}
      okButtonProps={{ disabled: !('variables' in read), loading: busy }}
      onOk={start}
      onCancel={onClose}
      destroyOnHidden
    >
      <label htmlFor={id} className={styles['label']}>
        {t('start.variables')}
      </label>
      <Input.TextArea
        id={id}
        autoFocus
        className={styles['text'] ?? ''}
        autoSize={{ minRows: 6, maxRows: 16 }}
        spellCheck={false}
        value={text}
        status={'wrong' in read ? 'error' : ''}
        aria-describedby={`${id}-note`}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) start();
        }}
      />
      <p id={`${id}-note`} className={styles['note']} data-wrong={'wrong' in read || undefined} role="status">
        {'variables' in read ? t('start.hint') : troubleOf(read)}
      </p>
    </Modal>
  );
};
