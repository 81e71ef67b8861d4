import styles from './key-hint.module.css';

const isMac = navigator.userAgent.includes('Mac');

const shown = (key: string): string =>
  key
    .replace(/[a-z]+$/, (name) => name.charAt(0).toUpperCase() + name.slice(1))
    .replace('mod+', isMac ? '⌘' : 'Ctrl+')
    .replace('alt+', isMac ? '⌥' : 'Alt+')
    .replace('shift+', isMac ? '⇧' : 'Shift+');

/** Keys as they stand on a keyboard: `g p` are two, one after the other. */
export const KeyHint = ({ keys }: { readonly keys: string }) => (
  <span className={styles['keys']}>
    {keys.split(' ').map((key, index) => (
      <kbd key={index} className={styles['key']}>
        {shown(key)}
      </kbd>
    ))}
  </span>
);
