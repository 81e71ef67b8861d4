import { Modal } from 'antd';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from './key-hint.js';
import { activeShortcuts, watchShortcuts, type Shortcut } from './shortcuts.js';
import styles from './shortcut-list.module.css';

/** Shortcuts by their groups; where several have the same keys, the one that works. */
const grouped = (shortcuts: readonly Shortcut[]): readonly [group: string, shortcuts: readonly Shortcut[]][] => {
  const working = new Map(shortcuts.map((shortcut) => [shortcut.keys, shortcut]));
  const groups = new Map<string, Shortcut[]>();
  for (const shortcut of working.values()) {
    groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut]);
  }
  return [...groups];
};

/** Everything that the keyboard can do on this page. */
export const ShortcutList = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation();
  const shortcuts = useSyncExternalStore(watchShortcuts, activeShortcuts);
  return (
    <Modal open title={t('shortcuts.title')} footer={null} onCancel={onClose} width={560}>
      <div className={styles['groups']}>
        {grouped(shortcuts).map(([group, members]) => (
          <section key={group}>
            <h3 className={styles['heading']}>{group}</h3>
            <dl className={styles['list']}>
              {members.map(({ keys, label }) => (
                <div key={keys} className={styles['entry']}>
                  <dt>{label}</dt>
                  <dd>
                    <KeyHint keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
};
