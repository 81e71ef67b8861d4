import { Button, Input, Segmented } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailure } from '../../feedback/use-failure.js';
import { KeyHint } from '../../keyboard/key-hint.js';
import { TypedNote } from '../../typed/typed-note.js';
import { useTyped } from '../../typed/use-typed.js';
import { ChooseFiles, ChosenFiles, pastedFiles } from './file-picker.js';
import { addComment, useTicketChange, type NewComment } from './ticket-data.js';
import styles from './comment-box.module.css';

/** Whose words they are, and who reads them. */
const kinds = ['public', 'internal', 'requester'] as const;

type Kind = (typeof kinds)[number];

const bodyOf = (text: string, kind: Kind): NewComment => ({
  text,
  internal: kind === 'internal',
  fromRequester: kind === 'requester',
});

interface TypedComment {
  readonly text: string;
  readonly kind: Kind;
}

const nothing: TypedComment = { text: '', kind: 'public' };

/** A comment on the ticket: for everybody, for the staff, or what the requester said by phone. */
export const CommentBox = ({ ticketId }: { readonly ticketId: string }) => {
  const { t } = useTranslation('ticket');
  const failed = useFailure();
  const typed = useTyped<TypedComment>(`comment:${ticketId}`, nothing);
  const { text, kind } = typed.value;
  const setText = (next: string): void => typed.change({ text: next, kind });
  const setKind = (next: Kind): void => typed.change({ text, kind: next });
  const [files, setFiles] = useState<readonly File[]>([]);
  const adding = useTicketChange((body: NewComment) => addComment(ticketId, body, files));
  const ready = (text.trim() !== '' || files.length > 0) && !adding.isPending;

  const send = (): void => {
    if (!ready) return;
    const done = (): void => {
      void typed.sent();
      setFiles([]);
    };
    adding.mutate(bodyOf(text.trim(), kind), { onSuccess: done, onError: failed });
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };

  return (
    <section className={styles['box']} data-kind={kind} aria-label={t('comment.title')}>
      <Input.TextArea
        value={text}
        aria-label={t('comment.title')}
        placeholder={t(`comment.placeholder.${kind}`)}
        autoSize={{ minRows: 3, maxRows: 14 }}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={press}
        onPaste={(event) => setFiles([...files, ...pastedFiles(event)])}
      />
      <TypedNote typed={typed} />
      <ChosenFiles files={files} onChange={setFiles} />
      <div className={styles['line']}>
        <Segmented
          size="small"
          aria-label={t('comment.kind')}
          value={kind}
          options={kinds.map((value) => ({ value, label: t(`comment.kinds.${value}`) }))}
          onChange={setKind}
        />
        <span className={styles['send']}>
          <ChooseFiles files={files} onChange={setFiles} />
          <KeyHint keys="mod+enter" />
          <Button type="primary" disabled={!ready} loading={adding.isPending} onClick={send}>
            {t('comment.send')}
          </Button>
        </span>
      </div>
    </section>
  );
};
