import { Alert, Input, Modal } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../states/problem-text.js';
import { signInAgain, useSession } from './session.js';
import styles from './sign-in-dialog.module.css';

/** Signing in over the page, when the session has ended: what the page asked for goes on afterwards. */
export const SignInDialog = () => {
  const { t } = useTranslation();
  const { name } = useSession();
  const textOf = useProblemText();
  const ids = { form: useId(), username: useId(), password: useId() };
  const [username, setUsername] = useState(name);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const other = username.trim() !== name;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy || password === '' || username.trim() === '') return;
    setBusy(true);
    setError(undefined);
    signInAgain(username.trim(), password).catch((refused: unknown) => {
      setError(refused);
      setBusy(false);
    });
  };

  return (
    <Modal
      open
      zIndex={2_000}
      width={420}
      title={t('signInAgain.title')}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      okText={t('signInAgain.submit')}
      okButtonProps={{ htmlType: 'submit', form: ids.form, disabled: username.trim() === '' || password === '' }}
      cancelButtonProps={{ style: { display: 'none' } }}
      confirmLoading={busy}
    >
      <form id={ids.form} className={styles['form']} onSubmit={submit}>
        <p className={styles['lead']}>{t(other ? 'signInAgain.other' : 'signInAgain.text')}</p>
        {error !== undefined && <Alert type="error" showIcon title={textOf(error).title} />}
        <label htmlFor={ids.username}>{t('signInAgain.username')}</label>
        <Input
          id={ids.username}
          autoComplete="username"
          value={username}
          onChange={({ target }) => setUsername(target.value)}
        />
        <label htmlFor={ids.password}>{t('signInAgain.password')}</label>
        <Input.Password
          id={ids.password}
          autoFocus
          autoComplete="current-password"
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      </form>
    </Modal>
  );
};
