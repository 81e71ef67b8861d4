import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useUndoable } from '../feedback/use-undoable.js';
import { clockTime } from '../time/format.js';
import type { Typed } from './use-typed.js';
import styles from './typed-note.module.css';

/** Says quietly that what is typed is safe, and asks where two tabs have typed at one place. */
export const TypedNote = <Value,>({ typed }: { readonly typed: Typed<Value> }) => {
  const { t, i18n } = useTranslation();
  const undoable = useUndoable();
  const { note } = typed;
  if (note.state === 'none') return null;
  const time = 'at' in note ? clockTime(new Date(note.at), i18n.language) : '';
  const discard = (): void => {
    const before = typed.discard();
    undoable({ done: t('typed.discarded'), undo: () => Promise.resolve(typed.restore(before)) });
  };
  if (note.state === 'conflict' || note.state === 'gone')
    return (
      <p className={styles['choice']} role="alert">
        {t(`typed.${note.state}`, { time })}
        <Button size="small" onClick={() => void typed.decide('elsewhere')}>
          {t(note.state === 'gone' ? 'typed.clear' : 'typed.takeOther')}
        </Button>
        <Button size="small" onClick={() => void typed.decide('here')}>
          {t('typed.keepMine')}
        </Button>
      </p>
    );
  return (
    <p className={styles['note']} role="status">
      {t(note.state === 'saved' && note.elsewhere ? 'typed.savedElsewhere' : `typed.${note.state}`, { time })}
      {note.state === 'saved' && (
        <Button type="link" size="small" onClick={discard}>
          {t('typed.discard')}
        </Button>
      )}
    </p>
  );
};
