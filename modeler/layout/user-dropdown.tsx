import { Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailure } from '../feedback/use-failure.js';
import { signOut, useSession } from '../session/session.js';
import { UserButton } from './user-button.js';
import styles from './user-menu.module.css';

/** The menu of the person who is signed in, open at first: it was asked for. */
export const UserDropdown = () => {
  const { t } = useTranslation();
  const session = useSession();
  const failed = useFailure();
  const [open, setOpen] = useState(true);
  const leave = (): void => {
    signOut().catch(failed);
  };
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      menu={{
        items: [
          {
            key: 'who',
            type: 'group',
            label: (
              <span className={styles['who']}>
                <strong>{session.displayName}</strong>
                {session.name}
              </span>
            ),
          },
          { type: 'divider' },
          { key: 'out', label: t('user.signOut'), onClick: leave },
        ],
      }}
    >
      <UserButton autoFocus aria-expanded={open} />
    </Dropdown>
  );
};
