import './app/ask-early.js';
import '@fontsource-variable/inter/wght.css';
import './design/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Application } from './app/application.js';
import { createRouter, signInPath } from './app/router.js';
import { setUpTexts } from './i18n/setup.js';
import { onSessionEnd } from './query/query-client.js';
import { forgetSession } from './session/session.js';

const texts = setUpTexts();
const router = createRouter();

onSessionEnd(() => {
  const { pathname, search } = router.state.location;
  if (pathname === '/sign-in') return;
  forgetSession();
  void router.navigate(signInPath(pathname + search));
});

await texts;
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the application');
createRoot(root).render(
  <StrictMode>
    <Application router={router} />
  </StrictMode>,
);
