import { MoreOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFailure } from '../../../feedback/use-failure.js';
import { useUndoable } from '../../../feedback/use-undoable.js';
import { keyOf } from '../../../query/keys.js';
import { usePermission } from '../../../session/session.js';
import { deleteDraft, restoreDraft } from '../draft/draft-requests.js';
import { StartInstanceDialog } from '../instance/start-instance-dialog.js';
import { draftPath, versionPath, type ProcessRow } from './process-queries.js';

/** What can be done with a process from the list. */
export const RowActions = ({ row }: { readonly row: ProcessRow }) => {
  const { t } = useTranslation('processes');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const undoable = useUndoable();
  const failed = useFailure();
  const mayStart = usePermission('instances.start');
  const mayDraw = usePermission('processes.deploy');
  const [starting, setStarting] = useState(false);
  const { draft, latest, name } = row;

  const listChanged = (): Promise<void> => queries.invalidateQueries({ queryKey: keyOf('processes') });
  const remove = (id: string): void => {
    deleteDraft(id).then(() => {
      void listChanged();
      undoable({ done: t('draft.deleted', { name }), undo: () => restoreDraft(id).then(listChanged) });
    }, failed);
  };

  const items: MenuProps['items'] = [
    draft !== null && { key: 'draft', label: t('list.openDraft'), onClick: () => void navigate(draftPath(draft.id)) },
    latest !== null && {
      key: 'version',
      label: t('list.openVersion', { version: latest.version }),
      onClick: () => void navigate(versionPath(latest.processDefinitionKey)),
    },
    draft !== null &&
      mayDraw && { key: 'delete', danger: true, label: t('draft.delete'), onClick: () => remove(draft.id) },
  ].filter((item) => item !== false);

  return (
    <>
      {latest !== null && mayStart && (
        <Button size="small" onClick={() => setStarting(true)}>
          {t('start.action')}
        </Button>
      )}{' '}
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t('list.more', { name })} />
      </Dropdown>
      {starting && latest !== null && (
        <StartInstanceDialog
          name={name}
          version={latest.version}
          processDefinitionKey={latest.processDefinitionKey}
          onClose={() => setStarting(false)}
        />
      )}
    </>
  );
};
