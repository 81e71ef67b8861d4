import { useTranslation } from 'react-i18next';
import { taskRefusal, type TaskPeople } from '../../bpmn/model/task-people.js';
import { usePermission, useSession } from './session.js';

/** Why the person may not work on a task, in words; undefined: they may. The server decides again, by the same rule. */
export const useTaskRefusal = (): ((task: TaskPeople) => string | undefined) => {
  const { t } = useTranslation('shell');
  const session = useSession();
  const mayOverride = usePermission('tasks.override');
  return (task) => {
    const refusal = mayOverride ? undefined : taskRefusal(task, session);
    if (refusal === undefined) return undefined;
    return refusal === 'assigned-to-other'
      ? t('task.assignedToOther', { name: task.assignee })
      : t('task.notCandidate', { names: [...task.candidateUsers, ...task.candidateGroups].join(', ') });
  };
};
