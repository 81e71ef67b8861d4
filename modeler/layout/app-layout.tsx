import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useNavigation } from 'react-router';
import { listenKeyboard } from '../keyboard/shortcuts.js';
import { useShortcut } from '../keyboard/use-shortcut.js';
import { followLive } from '../live/live-status.js';
import { useSession, useSessionEnded } from '../session/session.js';
import { LoadingPage } from '../states/loading.js';
import styles from './app-layout.module.css';
import { Header } from './header.js';
import { Navigation } from './navigation.js';

const ShortcutList = lazy(() =>
  import('../keyboard/shortcut-list.js').then((module) => ({ default: module.ShortcutList })),
);

const SignInDialog = lazy(() =>
  import('../session/sign-in-dialog.js').then((module) => ({ default: module.SignInDialog })),
);

/** Header and navigation around every page of a signed-in person. */
export const AppLayout = () => {
  const { t } = useTranslation();
  const { name: person } = useSession();
  const navigating = useNavigation().state === 'loading';
  const sessionEnded = useSessionEnded();
  const [helping, setHelping] = useState(false);

  useEffect(() => listenKeyboard(), []);
  useEffect(() => followLive(person), [person]);
  useShortcut('?', t('shortcuts.show'), t('shortcuts.everywhere'), () => setHelping(true));

  return (
    <div className={styles['layout']}>
      <a href="#content" className={styles['skip']}>
        {t('skipToContent')}
      </a>
      <Header onHelp={() => setHelping(true)} />
      <Navigation />
      <main id="content" tabIndex={-1} className={styles['content']} aria-busy={navigating}>
        {navigating && <div className={styles['progress']} role="progressbar" aria-label={t('loading')} />}
        <Suspense fallback={<LoadingPage />}>
          <Outlet />
        </Suspense>
      </main>
      {sessionEnded && (
        <Suspense>
          <SignInDialog />
        </Suspense>
      )}
      {helping && (
        <Suspense>
          <ShortcutList onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </div>
  );
};
