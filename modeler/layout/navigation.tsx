import { useTranslation } from 'react-i18next';
import { NavLink, useNavigate } from 'react-router';
import type { Area } from '../app/area.js';
import { areas } from '../app/areas.js';
import { useShortcut } from '../keyboard/use-shortcut.js';
import { useSession } from '../session/session.js';
import styles from './navigation.module.css';

const AreaLink = ({ area }: { readonly area: Area }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const label = t(`areas.${area.name}`);
  useShortcut(`g ${area.key}`, label, t('shortcuts.goTo'), () => void navigate(area.path));
  return (
    <NavLink to={area.path} className={styles['area'] ?? ''}>
      <area.icon aria-hidden className={styles['icon']} />
      {label}
    </NavLink>
  );
};

/** The areas that the person may enter. */
export const Navigation = () => {
  const { t } = useTranslation();
  const { permissions } = useSession();
  return (
    <nav className={styles['navigation']} aria-label={t('navigation')}>
      {areas
        .filter(({ permission }) => permissions.includes(permission))
        .map((area) => (
          <AreaLink key={area.name} area={area} />
        ))}
    </nav>
  );
};
