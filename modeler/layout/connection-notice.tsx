import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { serverState, subscribeServerState } from '../api/slow-requests.js';
import { useLiveStatus } from '../live/live-status.js';
import styles from './header.module.css';

const subscribeNetwork = (listener: () => void): (() => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

/** A quiet line while the server answers late or not at all, or changes of others do not reach this page. */
export const ConnectionNotice = () => {
  const { t } = useTranslation();
  const server = useSyncExternalStore(subscribeServerState, serverState);
  const isOnline = useSyncExternalStore(subscribeNetwork, () => navigator.onLine);
  const live = useLiveStatus();
  const said = !isOnline ? 'offline' : server !== 'answering' ? server : live === 'lost' ? 'lost' : undefined;
  return (
    <span role="status" className={styles['connection']}>
      {said !== undefined && <span className={styles['lost']}>{t(`live.${said}`)}</span>}
    </span>
  );
};
