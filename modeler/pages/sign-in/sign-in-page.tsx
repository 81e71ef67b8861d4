import { Alert, Button, Input } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { LanguageSwitch } from '../../layout/language-switch.js';
import { ThemeSwitch } from '../../layout/theme-switch.js';
import { useTabTitle } from '../../layout/use-tab-title.js';
import { sessionQuery, signIn } from '../../session/session.js';
import { useProblemText } from '../../states/problem-text.js';
import styles from './sign-in-page.module.css';

/** Only pages of our own are led back to. */
const backPath = (text: string | null): string =>
  text !== null && text.startsWith('/') && !text.startsWith('//') ? text : '/';

/** Name and password; leads back to where the person wanted to go. */
export const SignInPage = () => {
  const { t } = useTranslation('sign-in');
  const { t: shell } = useTranslation();
  const navigate = useNavigate();
  const back = backPath(useSearchParams()[0].get('back'));
  const { data: session } = useQuery(sessionQuery);
  const textOf = useProblemText();
  useTabTitle(t('submit'));
  const ids = { username: useId(), password: useId() };
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    signIn(username.trim(), password).then(
      () => void navigate(back, { replace: true }),
      (refused: unknown) => {
        setError(refused);
        setBusy(false);
      },
    );
  };

  if (session && !busy) return <Navigate to={back} replace />;
  return (
    <main className={styles['page']}>
      <div className={styles['tools']}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <form className={styles['card']} onSubmit={submit}>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1 className={styles['product']}>{shell('product')}</h1>
        <p className={styles['lead']}>{t('lead')}</p>
        {error !== undefined && <Alert type="error" showIcon title={textOf(error).title} />}
        <label htmlFor={ids.username}>{t('username')}</label>
        <Input
          id={ids.username}
          size="large"
          autoFocus
          autoComplete="username"
          value={username}
          onChange={({ target }) => setUsername(target.value)}
        />
        <label htmlFor={ids.password}>{t('password')}</label>
        <Input.Password
          id={ids.password}
          size="large"
          autoComplete="current-password"
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          loading={busy}
          disabled={username.trim() === '' || password === ''}
        >
          {t('submit')}
        </Button>
        <p className={styles['hint']}>{t('hint')}</p>
      </form>
    </main>
  );
};
