import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFailure } from './use-failure.js';

/** Something that has been done and can be taken back. */
export interface Undoable {
  /** What was done: «The draft was deleted». */
  readonly done: string;
  undo(): Promise<unknown>;
}

/** How long undoing is offered, in seconds. */
const OFFER = 10;

/** Says that something was done and offers to undo it. For what can be taken back, this is better than asking first. */
export const useUndoable = (): ((what: Undoable) => void) => {
  const { message } = App.useApp();
  const { t } = useTranslation();
  const failed = useFailure();
  return ({ done, undo }) => {
    const key = `undo-${String(Date.now())}`;
    const takeBack = (): void => {
      message.destroy(key);
      undo().then(
        () => void message.success(t('undo.undone')),
        (error: unknown) => failed(error),
      );
    };
    void message.open({
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
    });
  };
};
