import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { KeyHint } from '../keyboard/key-hint.js';
import { ConnectionNotice } from './connection-notice.js';
import styles from './header.module.css';
import { LanguageSwitch } from './language-switch.js';
import { ThemeSwitch } from './theme-switch.js';
import { UserMenu } from './user-menu.js';

/** The line above every page. */
export const Header = ({ onHelp }: { readonly onHelp: () => void }) => {
  const { t } = useTranslation();
  return (
    <header className={styles['header']}>
      <Link to="/" className={styles['brand']}>
        <img src="/icon.svg" alt="" width={24} height={24} />
        {t('product')}
      </Link>
      <ConnectionNotice />
      <div className={styles['tools']}>
        <Tooltip
          title={
            <>
              {t('shortcuts.title')} <KeyHint keys="?" />
            </>
          }
        >
          <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t('shortcuts.title')} onClick={onHelp} />
        </Tooltip>
        <LanguageSwitch />
        <ThemeSwitch />
        <UserMenu />
      </div>
    </header>
  );
};
