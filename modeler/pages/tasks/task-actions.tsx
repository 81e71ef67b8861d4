import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request.js';
import { say } from '../../feedback/feedback.js';
import { useFailure } from '../../feedback/use-failure.js';
import { useShortcut } from '../../keyboard/use-shortcut.js';
import { keyOf } from '../../query/keys.js';
import { useSession } from '../../session/session.js';
import { useTaskRefusal } from '../../session/task-rights.js';
import type { Task } from './task-queries.js';
import styles from './tasks.module.css';

/** To whom a task goes: a name, null to nobody. `over` takes it from somebody else. */
interface Assignment {
  readonly to: string | null;
  readonly over: boolean;
}

const useAssign = (key: string) => {
  const client = useQueryClient();
  const failed = useFailure();
  return useMutation({
    mutationFn: ({ to, over }: Assignment) =>
      to === null
        ? request('DELETE', `/v2/user-tasks/${key}/assignee`)
        : request('POST', `/v2/user-tasks/${key}/assignment`, { body: { assignee: to, allowOverride: over } }),
    onError: failed,
    onSettled: () => client.invalidateQueries({ queryKey: keyOf('tasks') }),
  });
};

interface AssignDialogProps {
  readonly busy: boolean;
  readonly before: string;
  onAssign(name: string): void;
  onClose(): void;
}

const AssignDialog = ({ busy, before, onAssign, onClose }: AssignDialogProps) => {
  const { t } = useTranslation('tasks');
  const id = useId();
  const [name, setName] = useState(before);
  const assign = (): void => {
    if (name.trim() !== '') onAssign(name.trim());
  };
  return (
    <Modal
      open
      title={t('action.assignTitle')}
      okText={t('action.assignOk')}
      okButtonProps={{ disabled: name.trim() === '' }}
      confirmLoading={busy}
      onOk={assign}
      onCancel={onClose}
    >
      <div className={styles['dialog']}>
        <label htmlFor={id}>{t('action.assignTo')}</label>
        <Input id={id} autoFocus value={name} onChange={({ target }) => setName(target.value)} onPressEnter={assign} />
      </div>
    </Modal>
  );
};

/** Taking a task, giving it back, giving it to somebody else. */
export const TaskActions = ({ task }: { readonly task: Task }) => {
  const { t } = useTranslation('tasks');
  const { name: me } = useSession();
  const [assigning, setAssigning] = useState(false);
  const assign = useAssign(task.userTaskKey);
  const isMine = task.assignee === me;
  const refusal = useTaskRefusal()(task);
  const barred = { disabled: refusal !== undefined, title: refusal };
  const claim = (): void =>
    assign.mutate(
      { to: me, over: false },
      { onSuccess: () => say(({ message }) => message.success(t('action.claimed'))) },
    );
  const release = (): void =>
    assign.mutate(
      { to: null, over: false },
      { onSuccess: () => say(({ message }) => message.success(t('action.released'))) },
    );
  const give = (name: string): void =>
    assign.mutate(
      { to: name, over: true },
      {
        onSuccess: () => {
          setAssigning(false);
          say(({ message }) => message.success(t('action.assigned', { name })));
        },
      },
    );
  useShortcut('c', t('action.claim'), t('task'), task.assignee === null && refusal === undefined ? claim : undefined);
  useShortcut('u', t('action.release'), t('task'), isMine ? release : undefined);
  return (
    <>
      <Button {...barred} onClick={() => setAssigning(true)}>
        {t('action.assign')}
      </Button>
      {task.assignee !== null && (
        <Button {...barred} loading={assign.isPending} onClick={release}>
          {t('action.release')}
        </Button>
      )}
      {task.assignee === null && (
        <Button {...barred} type="primary" loading={assign.isPending} onClick={claim}>
          {t('action.claim')}
        </Button>
      )}
      {assigning && (
        <AssignDialog
          busy={assign.isPending}
          before={task.assignee ?? ''}
          onAssign={give}
          onClose={() => setAssigning(false)}
        />
      )}
    </>
  );
};
