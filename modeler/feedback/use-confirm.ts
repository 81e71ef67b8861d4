import { useTranslation } from 'react-i18next';
import { say } from './feedback.js';
import { useFailure } from './use-failure.js';

/** Something that cannot be taken back. */
export interface Irreversible {
  /** The question: «Cancel the instance?» */
  readonly title: string;
  /** What will be lost. */
  readonly text: string;
  /** The button that does it, as a verb: «Cancel the instance». */
  readonly action: string;
  /** The button that leaves everything as it is, where «Cancel» is what is asked about. */
  readonly keep?: string;
  /** Does it; the dialog shows progress until then. A failure is told by itself. */
  run(): Promise<unknown>;
}

/** Asks before doing what cannot be taken back. */
export const useConfirm = (): ((what: Irreversible) => void) => {
  const { t } = useTranslation();
  const failed = useFailure();
  return ({ title, text, action, keep, run }) => {
    say(({ modal }) =>
      modal.confirm({
        title,
        content: text,
        icon: null,
        okText: action,
        okButtonProps: { danger: true },
        cancelText: keep ?? t('confirm.keep'),
        focusable: { autoFocusButton: 'cancel' },
        onOk: () => run().then(() => undefined, failed),
      }),
    );
  };
};
