import { Input } from 'antd';
import { useId } from 'react';
import styles from './new-ticket-dialog.module.css';

export interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'email' | 'tel';
  readonly required?: boolean;
  /** What is wrong with it. */
  readonly fault?: string | undefined;
  readonly wide?: boolean;
  readonly autoFocus?: boolean;
}

/** A line of text with its name above it: marked when it is needed, with what is wrong below it. */
export const TextField = ({ label, value, onChange, fault, wide = false, ...input }: TextFieldProps) => {
  const id = useId();
  return (
    <div className={styles['field']} data-wide={wide || undefined}>
      <label htmlFor={id}>
        {label}
        {input.required && (
          <span className={styles['needed']} aria-hidden="true">
            {' *'}
          </span>
        )}
      </label>
      <Input
        id={id}
        value={value}
        status={fault === undefined ? '' : 'error'}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onChange={({ target }) => onChange(target.value)}
        {...input}
      />
      {fault !== undefined && (
        <p id={`${id}-fault`} className={styles['wrong']} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
};
