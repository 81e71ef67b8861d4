import { DownOutlined } from '@ant-design/icons';
import { Button, type ButtonProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session.js';
import styles from './user-menu.module.css';

/** The name of the person who is signed in; pressing it opens the menu. */
export const UserButton = (props: ButtonProps) => {
  const { t } = useTranslation();
  const { displayName } = useSession();
  return (
    <Button type="text" aria-label={t('user.menu')} aria-haspopup="menu" {...props}>
      <span className={styles['name']}>{displayName}</span>
      <DownOutlined style={{ fontSize: 10 }} />
    </Button>
  );
};
