import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { say } from './feedback.js';
import { useFailure } from './use-failure.js';

/** Something that has been done and can be taken back. */
export interface Undoable {
  /** What was done: «The draft was deleted». */
  readonly done: string;
  undo(): Promise<unknown>;
}

/** How long undoing is offered, in seconds. */
const OFFER = 10;

/** One offer at a time: only what was done last can be taken back. */
const key = 'undo';

/** Withdraws the offer to undo, when something is done after which it would fail. */
export const withdrawUndo = (): void => say(({ message }) => message.destroy(key));

/** Says that something was done and offers to undo it. For what can be taken back, this is better than asking first. */
export const useUndoable = (): ((what: Undoable) => void) => {
  const { t } = useTranslation();
  const failed = useFailure();
  return ({ done, undo }) => {
    const takeBack = (): void => {
      withdrawUndo();
      undo().then(
        () => say(({ message }) => message.success(t('undo.undone'))),
        (error: unknown) => failed(error),
      );
    };
    say(({ message }) =>
      message.open({
        key,
        type: 'success',
        duration: OFFER,
        content: (
          <>
            {done}{' '}
            <Button type="link" size="small" onClick={takeBack}>
              {t('undo.undo')}
            </Button>
          </>
        ),
      }),
    );
  };
};
