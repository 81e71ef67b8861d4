import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useEffect, useEffectEvent, useImperativeHandle, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilledForm } from './filled-form.js';
import { readJson } from './json-text.js';
import { changedVariables, rowsOf, typedRows, wrongName, type VariableRow } from './variable-rows.js';
import type { FormValues } from './typed-values.js';
import type { Typed } from '../typed/use-typed.js';
import { sayInexactNumber } from './say-fault.js';
import styles from './forms.module.css';

export interface VariablesFormProps {
  readonly ref: Ref<FilledForm>;
  /** JSON texts by name. */
  readonly variables: Readonly<Record<string, string>>;
  readonly readOnly: boolean;
  /** What was typed and not sent: JSON texts by name. */
  readonly typed: Typed<FormValues>;
  /** No row is wrong (any more). */
  onValid(): void;
}

interface RowProps {
  readonly row: VariableRow;
  readonly rows: readonly VariableRow[];
  readonly readOnly: boolean;
  onChange(row: VariableRow): void;
  onRemove(): void;
}

const Row = ({ row, rows, readOnly, onChange, onRemove }: RowProps) => {
  const { t } = useTranslation('tasks');
  const { t: shell } = useTranslation();
  const nameTrouble = wrongName(row, rows);
  const read = readJson(row.text);
  const label = row.name === '' ? t('variables.value') : row.name;
  return (
    <div className={styles['row']}>
      <div>
        {row.isNew ? (
          <Input
            aria-label={t('variables.name')}
            placeholder={t('variables.name')}
            autoFocus
            value={row.name}
            status={nameTrouble !== undefined && row.name !== '' ? 'error' : ''}
            onChange={({ target }) => onChange({ ...row, name: target.value })}
          />
        ) : (
          <code className={styles['name']}>{row.name}</code>
        )}
        {nameTrouble !== undefined && row.name !== '' && (
          <p className={styles['wrong']}>{t(`variables.${nameTrouble}`)}</p>
        )}
      </div>
      <div>
        <Input.TextArea
          aria-label={label}
          className={styles['json'] ?? ''}
          autoSize={{ minRows: 1, maxRows: 12 }}
          spellCheck={false}
          readOnly={readOnly}
          variant={readOnly ? 'filled' : 'outlined'}
          value={row.text}
          status={'wrong' in read && row.text !== '' ? 'error' : ''}
          onChange={({ target }) => onChange({ ...row, text: target.value })}
        />
        {'wrong' in read && row.text !== '' && (
          <p className={styles['wrong']} role="alert">
            {read.wrong === 'number' ? sayInexactNumber(shell, read.number) : t('variables.wrongJson')}
          </p>
        )}
      </div>
      {row.isNew && (
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('variables.remove', { name: label })}
          onClick={onRemove}
        />
      )}
    </div>
  );
};

/** Variables as JSON, for tasks without a form. Only what was changed or added is handed over. */
export const VariablesForm = ({ ref, variables, readOnly, typed, onValid }: VariablesFormProps) => {
  const { t } = useTranslation('tasks');
  const [rows, showRows] = useState(() => rowsOf(variables, readOnly ? {} : typed.value));
  const setRows = (next: readonly VariableRow[]): void => {
    showRows(next);
    typed.change(typedRows(next, variables));
  };
  useImperativeHandle(ref, () => ({ read: () => changedVariables(rows, variables) }), [rows, variables]);
  const isValid = changedVariables(rows, variables) !== undefined;
  const valid = useEffectEvent(() => onValid());
  useEffect(() => {
    if (isValid) valid();
  }, [isValid]);
  const add = (): void =>
    setRows([...rows, { id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, name: '', text: '', isNew: true }]);
  return (
    <section className={styles['variables']}>
      <p className={styles['lead']}>{t('variables.lead')}</p>
      {rows.length === 0 && <p className={styles['lead']}>{t('variables.empty')}</p>}
      {rows.map((row) => (
        <Row
          key={row.id}
          row={row}
          rows={rows}
          readOnly={readOnly}
          onChange={(changed) => setRows(rows.map((other) => (other.id === row.id ? changed : other)))}
          onRemove={() => setRows(rows.filter(({ id }) => id !== row.id))}
        />
      ))}
      {!readOnly && (
        <Button icon={<PlusOutlined />} className={styles['add'] ?? ''} onClick={add}>
          {t('variables.add')}
        </Button>
      )}
    </section>
  );
};
