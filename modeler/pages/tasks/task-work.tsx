import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { say } from '../../feedback/feedback.js';
import { isPassing } from '../../api/problem-error.js';
import { request } from '../../api/request.js';
import type { FilledForm } from '../../forms/filled-form.js';
import { TypedForm } from '../../forms/typed-form.js';
import type { FormValues } from '../../forms/typed-values.js';
import { keepFocus } from '../../forms/keep-focus.js';
import { readJson } from '../../forms/json-text.js';
import type { TaskForm } from '../../forms/task-form.js';
import { VariablesForm } from '../../forms/variables-form.js';
import { useShortcut } from '../../keyboard/use-shortcut.js';
import { keyOf } from '../../query/keys.js';
import { usePermission, useSession } from '../../session/session.js';
import { useTaskRefusal } from '../../session/task-rights.js';
import { Loaded } from '../../states/loaded.js';
import { useProblemText } from '../../states/problem-text.js';
import { TypedNote } from '../../typed/typed-note.js';
import { useTyped, type Typed } from '../../typed/use-typed.js';
import { formQuery, taskVariablesQuery, type Task } from './task-queries.js';
import styles from './tasks.module.css';

interface FieldsProps {
  readonly ref: Ref<FilledForm>;
  readonly form: TaskForm;
  /** JSON texts by name. */
  readonly variables: Readonly<Record<string, string>>;
  readonly readOnly: boolean;
  /** Values of the form, or `changes` of variables, that were typed and not sent. */
  readonly typed: Typed<FormValues>;
  onSubmit(): void;
  /** No field is wrong any more. */
  onValid(): void;
}

/** The task's form, or its variables where there is no form to show. */
const Fields = ({ form, variables, ...shared }: FieldsProps) => {
  const { t } = useTranslation('tasks');
  const data = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(variables).flatMap(([name, text]) => {
          const read = readJson(text);
          return 'value' in read ? [[name, read.value]] : [];
        }),
      ),
    [variables],
  );
  if (form.kind === 'embedded') {
    return <TypedForm schema={form.schema} data={data} {...shared} />;
  }
  return (
    <>
      {form.kind === 'missing' && <Alert type="warning" showIcon title={t('form.missing')} />}
      {form.kind === 'external' && <Alert type="info" showIcon title={t('form.external', { address: form.address })} />}
      <VariablesForm key={shared.typed.generation} variables={variables} {...shared} />
      {!shared.readOnly && <TypedNote typed={shared.typed} />}
    </>
  );
};

const useComplete = (key: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (variables: Readonly<Record<string, unknown>>) =>
      request('POST', `/v2/user-tasks/${key}/completion`, { body: { variables } }),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'forms' }),
  });
};

interface FailureProps {
  readonly error: unknown;
  onAgain(): void;
  onReload(): void;
}

/** Why it was not completed, and what helps: once more when the trouble passes, looking again when the task changed. */
const Failure = ({ error, onAgain, onReload }: FailureProps) => {
  const { t } = useTranslation('tasks');
  const { title, text } = useProblemText()(error);
  const action = isPassing(error) ? (
    <Button size="small" onClick={onAgain}>
      {t('error.again')}
    </Button>
  ) : (
    <Button size="small" onClick={onReload}>
      {t('error.reload')}
    </Button>
  );
  return (
    <Alert
      type="error"
      showIcon
      title={title}
      description={`${text} ${t('error.kept')}`}
      action={action}
      role="alert"
    />
  );
};

/** What is in the way of filling the task in; undefined: nothing. */
const useHint = (task: Task): string | undefined => {
  const { t } = useTranslation('tasks');
  const { name: me } = useSession();
  const refusal = useTaskRefusal()(task);
  if (task.state === 'COMPLETED') return t('hint.done');
  if (task.state === 'CANCELED') return t('hint.cancelled');
  if (refusal !== undefined) return refusal;
  if (task.assignee === null) return t('hint.take');
  return task.assignee === me ? undefined : t('hint.other', { name: task.assignee });
};

/** Filling a task in and completing it. */
export const TaskWork = ({ task }: { readonly task: Task }) => {
  const { t } = useTranslation('tasks');
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayWork = usePermission('tasks.work');
  const hint = useHint(task);
  const form = useQuery(formQuery(task));
  const variables = useQuery(taskVariablesQuery(task.userTaskKey));
  const fields = useRef<FilledForm>(null);
  const [invalid, setInvalid] = useState(false);
  const complete = useComplete(task.userTaskKey);
  const typed = useTyped<FormValues>(`task:${task.userTaskKey}`, {});
  const canComplete = mayWork && hint === undefined && !complete.isPending;

  const submit = (): void => {
    const filled = fields.current?.read();
    setInvalid(filled === undefined);
    if (filled === undefined || !canComplete) return;
    complete.mutate(filled, {
      onSuccess: () => {
        void typed.sent();
        say(({ message }) => message.success(t('action.completed')));
        void navigate('/tasks');
      },
    });
  };
  // Fields take Enter for themselves, so it is caught before it reaches them.
  const pressed = (event: KeyboardEvent): void => {
    if (!canComplete || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    submit();
  };
  useShortcut('mod+enter', t('action.complete'), t('task'), canComplete ? submit : undefined);

  return (
    <div className={styles['work']} onKeyDownCapture={pressed}>
      {hint !== undefined && <Alert type="info" showIcon title={hint} />}
      {complete.isError && (
        <Failure
          error={complete.error}
          onAgain={submit}
          onReload={() => {
            complete.reset();
            void client.invalidateQueries({ queryKey: keyOf('tasks') });
          }}
        />
      )}
      <Loaded query={form}>
        {(found) => (
          <Loaded query={variables}>
            {(given) => (
              <Fields
                ref={fields}
                form={found}
                variables={given}
                readOnly={hint !== undefined || !mayWork}
                typed={typed}
                onSubmit={submit}
                onValid={() => setInvalid(false)}
              />
            )}
          </Loaded>
        )}
      </Loaded>
      {mayWork && hint === undefined && (
        <footer className={styles['foot']}>
          {invalid && (
            <p className={styles['wrong']} role="alert">
              {t('error.form')}
            </p>
          )}
          <Button type="primary" loading={complete.isPending} onMouseDown={keepFocus} onClick={submit}>
            {t('action.complete')}
          </Button>
        </footer>
      )}
    </div>
  );
};
