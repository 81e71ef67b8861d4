import { Alert, Input, Modal, Select } from 'antd';
import { useId, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem-error.js';
import { ProblemFindings } from '../../states/problem-findings.js';
import { useProblemText } from '../../states/problem-text.js';
import { entryFaults, type NeededEntry } from './entry-faults.js';
import { ChooseFiles, ChosenFiles, pastedFiles } from './file-picker.js';
import styles from './new-ticket-dialog.module.css';
import { TextField, type TextFieldProps } from './text-field.js';
import { registerTicket, useTicketChange, type Desk, type NewTicket } from './ticket-data.js';

interface NewTicketDialogProps {
  readonly desks: readonly Desk[];
  /** The desk to begin with; none: the first. */
  readonly desk: string | undefined;
  readonly onClose: () => void;
  readonly onCreated: (ticketId: string) => void;
}

/** What is typed in. Choices that are not made are left to the regulation. */
interface Entered {
  readonly desk: string;
  readonly email: string;
  readonly name: string;
  readonly phone: string;
  readonly subject: string;
  readonly text: string;
  readonly type: string | undefined;
  readonly priority: string | undefined;
  readonly channel: string | undefined;
}

/** What was asked for last, with its key. */
interface Sent {
  readonly body: string;
  readonly files: readonly File[];
  readonly key: string;
}

const filled = <Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> =>
  value === undefined || value.trim() === '' ? {} : ({ [name]: value.trim() } as Partial<Record<Name, string>>);

const bodyOf = (entered: Entered): NewTicket => ({
  desk: entered.desk,
  subject: entered.subject.trim(),
  text: entered.text,
  requester: { email: entered.email.trim(), ...filled('name', entered.name), ...filled('phone', entered.phone) },
  ...filled('type', entered.type),
  ...filled('priority', entered.priority),
  ...filled('channel', entered.channel),
});

const optionsOf = (values: Desk['types']): { value: string; label: string }[] =>
  values.map(({ code, label }) => ({ value: code, label }));

/** A key that nobody else has; available without a secure context too. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Why the ticket was not registered. */
const Refusal = ({ error }: { readonly error: Error }) => {
  const textOf = useProblemText();
  const findings = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  const { title, text } = textOf(error);
  return (
    <Alert
      type="error"
      showIcon
      title={title}
      description={findings.length > 0 ? <ProblemFindings findings={findings} /> : text}
    />
  );
};

/** Registers a ticket for somebody who did not write a mail. Sent twice by accident, it still is one ticket. */
export const NewTicketDialog = ({ desks, desk: first, onClose, onCreated }: NewTicketDialogProps) => {
  const { t } = useTranslation('ticket');
  const form = useId();
  const sent = useRef<Sent>(undefined);
  /** Asked to send: from then on what is wrong is shown at its field. */
  const [tried, setTried] = useState(false);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [entered, setEntered] = useState<Entered>({
    desk: first ?? desks[0]?.code ?? '',
    email: '',
    name: '',
    phone: '',
    subject: '',
    text: '',
    type: undefined,
    priority: undefined,
    channel: undefined,
  });
  const register = useTicketChange((body: NewTicket) => {
    const text = JSON.stringify(body);
    if (sent.current?.body !== text || sent.current.files !== files)
      sent.current = { body: text, files, key: newKey() };
    return registerTicket(body, files, sent.current.key);
  });
  const set = (change: Partial<Entered>): void => setEntered((before) => ({ ...before, ...change }));
  const desk = desks.find(({ code }) => code === entered.desk);

  const faults = entryFaults(entered);
  const typed =
    files.length > 0 || [entered.email, entered.name, entered.phone, entered.subject, entered.text].some(Boolean);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    const [first] = Object.keys(faults);
    if (first !== undefined) {
      event.currentTarget.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return;
    }
    register.mutate(bodyOf(entered), {
      onSuccess: ({ ticketId }) => onCreated(ticketId),
    });
  };

  const needed = (name: keyof NeededEntry) => {
    const fault = tried ? faults[name] : undefined;
    return { required: true, fault: fault && t(`new.fault.${fault}`) };
  };
  const text = (name: 'email' | 'name' | 'phone' | 'subject', more: Partial<TextFieldProps> = {}) => (
    <TextField
      name={name}
      label={t(`new.${name}`)}
      value={entered[name]}
      onChange={(value) => set({ [name]: value })}
      {...more}
    />
  );
  const choice = (name: 'type' | 'priority' | 'channel', values: Desk['types'] = []) => (
    <label className={styles['field']}>
      <span>{t(`new.${name}`)}</span>
      <Select
        allowClear
        placeholder={t('new.byRegulation')}
        value={entered[name] ?? null}
        options={optionsOf(values)}
        onChange={(value: string | null | undefined) => set({ [name]: value ?? undefined })}
      />
    </label>
  );

  return (
    <Modal
      open
      title={t('new.title')}
      width={640}
      okText={t('new.submit')}
      cancelText={t('new.cancel')}
      okButtonProps={{ htmlType: 'submit', form, loading: register.isPending }}
      mask={{ closable: false }}
      // What was typed is not thrown away by a key; the button says what it does.
      keyboard={!typed}
      onCancel={onClose}
    >
      <form id={form} className={styles['form']} noValidate onSubmit={submit}>
        <p className={styles['legend']} data-wide>
          {t('new.legend')}
        </p>
        {desks.length > 1 && (
          <label className={styles['field']} data-wide>
            <span>{t('new.desk')}</span>
            <Select
              value={entered.desk}
              options={desks.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={(code) => set({ desk: code, type: undefined, priority: undefined, channel: undefined })}
            />
          </label>
        )}
        {text('subject', { ...needed('subject'), wide: true, autoFocus: true })}
        <label className={styles['field']} data-wide>
          <span>{t('new.text')}</span>
          <Input.TextArea
            rows={5}
            value={entered.text}
            onChange={({ target }) => set({ text: target.value })}
            onPaste={(event) => setFiles([...files, ...pastedFiles(event)])}
          />
        </label>
        <div className={styles['files']} data-wide>
          <ChooseFiles files={files} onChange={setFiles} />
          <ChosenFiles files={files} onChange={setFiles} />
        </div>
        {text('email', { ...needed('email'), type: 'email' })}
        {text('name')}
        {text('phone', { type: 'tel' })}
        {choice('channel', desk?.channels)}
        {choice('type', desk?.types)}
        {choice('priority', desk?.priorities)}
        {register.isError && (
          <div data-wide className={styles['field']}>
            <Refusal error={register.error} />
          </div>
        )}
      </form>
    </Modal>
  );
};
