import { useEffect, useEffectEvent } from 'react';
import { addShortcut } from './shortcuts.js';

/**
 * Makes keys work while the component is shown: `?`, `g p`, `mod+s`. `label` and `group` are for the list of shortcuts.
 * Without `run` (not possible at the moment) the keys do nothing and are not listed.
 */
export const useShortcut = (keys: string, label: string, group: string, run: (() => void) | undefined): void => {
  const press = useEffectEvent(() => run?.());
  const possible = run !== undefined;
  useEffect(
    () => (possible ? addShortcut({ keys, label, group, run: () => press() }) : undefined),
    [keys, label, group, possible],
  );
};
