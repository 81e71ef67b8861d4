import { lazy, Suspense, useState } from 'react';
import { UserButton } from './user-button.js';

const UserDropdown = lazy(() => import('./user-dropdown.js').then((module) => ({ default: module.UserDropdown })));

/** Who is signed in, and the way out. The menu is loaded when it is first opened: it is seldom needed. */
export const UserMenu = () => {
  const [wanted, setWanted] = useState(false);
  return wanted ? (
    <Suspense fallback={<UserButton aria-busy />}>
      <UserDropdown />
    </Suspense>
  ) : (
    <UserButton aria-expanded={false} onClick={() => setWanted(true)} />
  );
};
