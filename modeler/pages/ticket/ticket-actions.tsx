import { Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../feedback/feedback.js';
import { useConfirm } from '../../feedback/use-confirm.js';
import { useFailure } from '../../feedback/use-failure.js';
import type { FilledForm } from '../../forms/filled-form.js';
import { TypedForm } from '../../forms/typed-form.js';
import { useTyped, type Typed } from '../../typed/use-typed.js';
import { keepFocus, leaveField } from '../../forms/keep-focus.js';
import { takeAction, useTicketChange, type Ticket, type TicketAction, type Values } from './ticket-data.js';

interface Taken {
  readonly actionKey: string;
  readonly variables: Values;
}

interface ActionDialogProps {
  readonly action: TicketAction;
  readonly schema: Values;
  /** Where what is typed is kept. */
  readonly place: string;
  readonly busy: boolean;
  readonly onTake: (variables: Values, typed: Typed<Values>) => void;
  readonly onClose: () => void;
}

const ActionDialog = ({ action, schema, place, busy, onTake, onClose }: ActionDialogProps) => {
  const { t } = useTranslation('ticket');
  const fields = useRef<FilledForm>(null);
  const typed = useTyped<Values>(place, {});
  const take = (): void => {
    leaveField();
    const filled = fields.current?.read();
    if (filled !== undefined && !busy) onTake(filled, typed);
  };
  return (
    <Modal
      open
      title={action.label}
      width={600}
      okText={action.label}
      cancelText={t('new.cancel')}
      confirmLoading={busy}
      okButtonProps={{ onMouseDown: keepFocus }}
      onOk={take}
      mask={{ closable: false }}
      onCancel={onClose}
    >
      <TypedForm ref={fields} schema={schema} data={{}} readOnly={false} typed={typed} onSubmit={take} />
    </Modal>
  );
};

/** The buttons that the diagram offers on the ticket now, each with its form. */
export const TicketActions = ({ ticket }: { readonly ticket: Ticket }) => {
  const { t } = useTranslation('ticket');
  const confirm = useConfirm();
  const [opened, setOpened] = useState<TicketAction>();
  const failed = useFailure(opened?.form ?? undefined);
  const taking = useTicketChange(({ actionKey, variables }: Taken) =>
    takeAction(ticket.ticketId, actionKey, variables),
  );
  const tell = ({ label }: TicketAction): void => say(({ message }) => message.success(t('action.done', { label })));

  const press = (action: TicketAction): void => {
    if (action.form !== null) return setOpened(action);
    confirm({
      title: action.label,
      text: t('action.confirm', { number: ticket.number }),
      action: action.label,
      run: async () => {
        await taking.mutateAsync({ actionKey: action.actionKey, variables: {} });
        tell(action);
      },
    });
  };

  return (
    <>
      {ticket.actions.map((action) => (
        <Button key={action.actionKey} title={action.clause ?? ''} onClick={() => press(action)}>
          {action.label}
        </Button>
      ))}
      {opened?.form && (
        <ActionDialog
          action={opened}
          schema={opened.form}
          place={`action:${ticket.ticketId}:${opened.actionKey}`}
          busy={taking.isPending}
          onClose={() => setOpened(undefined)}
          onTake={(variables, typed) =>
            taking.mutate(
              { actionKey: opened.actionKey, variables },
              {
                onSuccess: () => {
                  void typed.sent();
                  setOpened(undefined);
                  tell(opened);
                },
                onError: failed,
              },
            )
          }
        />
      )}
    </>
  );
};
