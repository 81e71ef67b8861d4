import type { Ref } from 'react';
import { TypedNote } from '../typed/typed-note.js';
import type { Typed } from '../typed/use-typed.js';
import type { FilledForm } from './filled-form.js';
import { FormView } from './form-view.js';
import type { FormSchema } from './task-form.js';
import { typedValues, type FormValues } from './typed-values.js';

export interface TypedFormProps {
  readonly ref: Ref<FilledForm>;
  readonly schema: FormSchema;
  readonly data: FormValues;
  readonly readOnly: boolean;
  /** What somebody has typed into the form and not sent. */
  readonly typed: Typed<FormValues>;
  onSubmit(): void;
  onValid?(): void;
}

/** A form that keeps what is typed into it. */
export const TypedForm = ({ typed, data, readOnly, ...form }: TypedFormProps) => (
  <>
    <FormView
      key={typed.generation}
      {...form}
      data={readOnly ? data : { ...data, ...typed.value }}
      readOnly={readOnly}
      onTyped={(values) => {
        if (!readOnly) typed.change(typedValues(data, values));
      }}
    />
    {!readOnly && <TypedNote typed={typed} />}
  </>
);
