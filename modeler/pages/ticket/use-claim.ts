import { useTranslation } from 'react-i18next';
import { request } from '../../api/request.js';
import { useFailure } from '../../feedback/use-failure.js';
import { useUndoable } from '../../feedback/use-undoable.js';
import { useSession } from '../../session/session.js';
import { useTicketChange } from './ticket-data.js';

/** A task that somebody may take or give back. */
export interface Claimable {
  readonly userTaskKey: string;
  /** How the task is called in what is said about it: the ticket's number. */
  readonly of: string;
}

const assign = (userTaskKey: string, assignee: string): Promise<unknown> =>
  request('POST', `/v2/user-tasks/${userTaskKey}/assignment`, { body: { assignee, allowOverride: false } });

const unassign = (userTaskKey: string): Promise<unknown> => request('DELETE', `/v2/user-tasks/${userTaskKey}/assignee`);

/** Takes tasks and gives them back; either can be undone. */
export const useClaim = () => {
  const { t } = useTranslation('ticket');
  const { name } = useSession();
  const undoable = useUndoable();
  const failed = useFailure();
  const claiming = useTicketChange(({ userTaskKey }: Claimable) => assign(userTaskKey, name));
  const releasing = useTicketChange(({ userTaskKey }: Claimable) => unassign(userTaskKey));
  return {
    busy: claiming.isPending || releasing.isPending,
    claim: (task: Claimable): void =>
      claiming.mutate(task, {
        onSuccess: () =>
          undoable({ done: t('task.claimed', { of: task.of }), undo: () => releasing.mutateAsync(task) }),
        onError: failed,
      }),
    release: (task: Claimable): void =>
      releasing.mutate(task, {
        onSuccess: () =>
          undoable({ done: t('task.released', { of: task.of }), undo: () => claiming.mutateAsync(task) }),
        onError: failed,
      }),
  };
};
