import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFailure } from '../feedback/use-failure.js';
import { signOut, useSession } from '../session/session.js';
import styles from './user-menu.module.css';

/** Who is signed in, and the way out. */
export const UserMenu = () => {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const failed = useFailure();
  const leave = (): void => {
    signOut().then(() => void navigate('/sign-in'), failed);
  };
  return (
    <Dropdown
      trigger={['click']}
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
      <Button type="text" aria-label={t('user.menu')}>
        <span className={styles['name']}>{session.displayName}</span>
        <DownOutlined style={{ fontSize: 10 }} />
      </Button>
    </Dropdown>
  );
};
