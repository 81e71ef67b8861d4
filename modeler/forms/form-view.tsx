import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../states/empty-state.js';
import { LoadingPage } from '../states/loading.js';
import type { FilledForm } from './filled-form.js';
import type { OpenForm } from '../bridge/forms/open-form.js';
import type { FormSchema } from './task-form.js';
import type { FormValues } from './typed-values.js';
import styles from './forms.module.css';

export interface FormViewProps {
  readonly ref: Ref<FilledForm>;
  readonly schema: FormSchema;
  /** Values of the fields, by their keys. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly readOnly: boolean;
  /** Something was typed: `data` with it, valid or not. */
  onTyped?(values: FormValues): void;
  /** Enter was pressed in a field. */
  onSubmit(): void;
  /** After something was filled in no field is wrong (any more). */
  onValid?(): void;
}

/** A form drawn by form-js; what is typed lies in it until it is asked for. */
export const FormView = ({ ref, schema, data, readOnly, onTyped, onSubmit, onValid }: FormViewProps) => {
  const { t } = useTranslation('tasks');
  const container = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState<OpenForm>();
  const [failed, setFailed] = useState(false);
  const submitted = useEffectEvent(() => onSubmit());
  const valid = useEffectEvent(() => onValid?.());
  const given = useEffectEvent(() => data);
  const typed = useEffectEvent((values: FormValues) => onTyped?.(values));

  useEffect(() => {
    const place = container.current;
    if (place === null) return undefined;
    let opened: OpenForm | undefined;
    let left = false;
    import('../bridge/forms/open-form.js')
      .then(({ openForm }) =>
        openForm(place, schema, given(), {
          submitted: () => submitted(),
          valid: () => valid(),
          typed: (values) => typed(values),
        }),
      )
      .then(
        (open) => {
          opened = open;
          if (left) open.destroy();
          else setForm(open);
        },
        () => setFailed(true),
      );
    return () => {
      left = true;
      opened?.destroy();
      setForm(undefined);
    };
  }, [schema]);

  useEffect(() => form?.setReadOnly(readOnly), [form, readOnly]);
  useImperativeHandle(ref, () => ({ read: () => form?.read() }), [form]);

  if (failed) return <EmptyState title={t('form.broken')} />;
  return (
    <>
      {form === undefined && <LoadingPage />}
      <div ref={container} className={styles['form']} />
    </>
  );
};
