import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../feedback/feedback.js';
import { useFailure } from '../../feedback/use-failure.js';
import type { FilledForm } from '../../forms/filled-form.js';
import { TypedForm } from '../../forms/typed-form.js';
import { keepFocus, leaveField } from '../../forms/keep-focus.js';
import { usePermission, useSession } from '../../session/session.js';
import { useTaskRefusal } from '../../session/task-rights.js';
import { Moment } from '../../time/moment.js';
import { useTyped } from '../../typed/use-typed.js';
import { completeTask, useTicketChange, type TicketTask, type Values } from './ticket-data.js';
import styles from './ticket-page.module.css';
import { useClaim } from './use-claim.js';

interface TicketTaskProps {
  readonly task: TicketTask;
  readonly number: string;
}

/** An open task: whose it is, its form, and the button that completes it. */
export const TicketTaskCard = ({ task, number }: TicketTaskProps) => {
  const { t } = useTranslation('ticket');
  const { userTaskKey, assignee, assigneeName, form } = task;
  const me = useSession().name;
  const mayWork = usePermission('tasks.work');
  const refusal = useTaskRefusal()(task);
  const failed = useFailure();
  const { claim, release, busy } = useClaim();
  const fields = useRef<FilledForm>(null);
  const typed = useTyped<Values>(`task:${userTaskKey}`, {});
  const completing = useTicketChange((values: Values) => completeTask(userTaskKey, values));
  const mine = mayWork && assignee === me;
  const claimable = { userTaskKey, of: number };
  const complete = (): void => {
    leaveField();
    const values = form === null ? {} : fields.current?.read();
    if (values === undefined || !mine || completing.isPending) return;
    const name = task.name ?? task.elementId;
    const onSuccess = (): void => {
      void typed.sent();
      say(({ message }) => message.success(t('task.completed', { name })));
    };
    completing.mutate(values, { onSuccess, onError: failed });
  };

  return (
    <section className={styles['task']} aria-label={task.name ?? task.elementId}>
      <header className={styles['taskHead']}>
        <h2 className={styles['heading']}>{task.name ?? task.elementId}</h2>
        <span className={styles['muted']}>
          {assignee === null ? t('task.unassigned') : t('task.assigned', { name: assigneeName || assignee })} ·{' '}
          {t('task.opened')} <Moment at={task.openedAt} />
        </span>
        <span className={styles['taskButtons']}>
          {mayWork && assignee === null && (
            <Button
              type="primary"
              loading={busy}
              disabled={refusal !== undefined}
              title={refusal}
              onClick={() => claim(claimable)}
            >
              {t('task.claim')}
            </Button>
          )}
          {mine && (
            <Button type="text" loading={busy} onClick={() => release(claimable)}>
              {t('task.release')}
            </Button>
          )}
        </span>
      </header>
      {mayWork && assignee === null && refusal !== undefined && <p className={styles['muted']}>{refusal}</p>}
      {form !== null && (
        <TypedForm
          ref={fields}
          schema={form}
          data={task.variables}
          readOnly={!mine}
          typed={typed}
          onSubmit={complete}
        />
      )}
      {mine && (
        <div className={styles['taskFoot']}>
          <Button type="primary" loading={completing.isPending} onMouseDown={keepFocus} onClick={complete}>
            {t('task.complete')}
          </Button>
        </div>
      )}
    </section>
  );
};
