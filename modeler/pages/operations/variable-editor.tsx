import { useQuery } from '@tanstack/react-query';
import { Alert, Input, Modal } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { variableReply } from '../../../api/contract/v2/variables.js';
import type { Reply } from '../../api/contract.js';
import { request } from '../../api/request.js';
import { say } from '../../feedback/feedback.js';
import { formattedJson, readJson } from '../../forms/json-text.js';
import { sayInexactNumber } from '../../forms/say-fault.js';
import { keyOf } from '../../query/keys.js';
import { Loaded } from '../../states/loaded.js';
import { useProblemText } from '../../states/problem-text.js';
import { TypedNote } from '../../typed/typed-note.js';
import { useTyped } from '../../typed/use-typed.js';
import { setVariable, useInstanceAction } from './instance-actions.js';
import styles from './panels.module.css';

/** A variable that exists, or without `name` and `variableKey` a new one. */
export interface EditedVariable {
  readonly scopeKey: string;
  readonly name?: string;
  readonly variableKey?: string;
}

interface EditorProps {
  readonly edited: EditedVariable;
  onClose(): void;
}

/** Where what is typed is kept; a new variable has no name yet. */
const placeOf = ({ scopeKey, variableKey }: EditedVariable): string =>
  `variable:${scopeKey}${variableKey === undefined ? '' : `:${variableKey}`}`;

/** Names that a FEEL expression can use. */
const isName = (name: string): boolean => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);

const EditorDialog = ({ edited, value, onClose }: EditorProps & { readonly value: string }) => {
  const { t } = useTranslation('operations');
  const { t: shell } = useTranslation();
  const ids = { name: useId(), value: useId() };
  const textOf = useProblemText();
  const typed = useTyped(placeOf(edited), { name: edited.name ?? '', text: value });
  const { name, text } = typed.value;
  const setName = (next: string): void => typed.change({ name: next, text });
  const setText = (next: string): void => typed.change({ name, text: next });
  const save = useInstanceAction(setVariable);
  const read = readJson(text);
  const canSave = isName(name) && 'value' in read;
  const submit = (): void => {
    if (!canSave) return;
    const saved = (): void => {
      void typed.sent();
      say(({ message }) => message.success(t('variable.saved', { name })));
      onClose();
    };
    save.mutate({ scopeKey: edited.scopeKey, name, value: read.value }, { onSuccess: saved });
  };
  return (
    <Modal
      open
      width={640}
      title={edited.name === undefined ? t('variable.add') : t('variable.edit', { name: edited.name })}
      okText={t('variable.save')}
      okButtonProps={{ disabled: !canSave }}
      confirmLoading={save.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div
        className={styles['editor']}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && submit()}
      >
        {save.isError && (
          <Alert type="error" showIcon title={textOf(save.error).title} description={textOf(save.error).text} />
        )}
        {edited.name === undefined && (
          <>
            <label htmlFor={ids.name}>{t('variable.name')}</label>
            <Input
              id={ids.name}
              autoFocus
              value={name}
              status={name === '' || isName(name) ? '' : 'error'}
              onChange={({ target }) => setName(target.value)}
            />
            {name !== '' && !isName(name) && <p className={styles['wrong']}>{t('variable.wrongName')}</p>}
          </>
        )}
        <label htmlFor={ids.value}>{t('variable.value')}</label>
        <Input.TextArea
          id={ids.value}
          className={styles['json'] ?? ''}
          autoFocus={edited.name !== undefined}
          autoSize={{ minRows: 4, maxRows: 18 }}
          spellCheck={false}
          value={text}
          status={'wrong' in read && text !== '' ? 'error' : ''}
          onChange={({ target }) => setText(target.value)}
        />
        {'wrong' in read && text !== '' && (
          <p className={styles['wrong']} role="alert">
            {read.wrong === 'number' ? sayInexactNumber(shell, read.number) : t('variable.wrongJson')}
          </p>
        )}
        <TypedNote typed={typed} />
      </div>
    </Modal>
  );
};

const ExistingVariable = ({ variableKey, ...props }: EditorProps & { readonly variableKey: string }) => {
  const query = useQuery({
    queryKey: keyOf('instances', 'variable', variableKey),
    queryFn: ({ signal }) => request<Reply<typeof variableReply>>('GET', `/v2/variables/${variableKey}`, { signal }),
    gcTime: 0,
  });
  return (
    <Loaded query={query} loading={null}>
      {({ value }) => <EditorDialog {...props} value={formattedJson(value)} />}
    </Loaded>
  );
};

/** Changes or adds a variable; the value is JSON and checked while it is typed. */
export const VariableEditor = (props: EditorProps) =>
  props.edited.variableKey === undefined ? (
    <EditorDialog {...props} value="" />
  ) : (
    <ExistingVariable {...props} variableKey={props.edited.variableKey} />
  );
