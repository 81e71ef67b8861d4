/** Why a mail was not held: larger than any may be, not to be taken apart, or there is no room beside the others now. */
export type NotHeld = 'too large' | 'refused' | 'no room';

/** A mail on its way in. */
export interface ArrivingMail {
  readonly stream: AsyncIterable<Buffer>;
  /** Who sends it; no sender ever has all of the room. */
  readonly sender: string;
  /** Looks at it while it arrives. False: it is not wanted. */
  readonly wanted?: (chunk: Buffer) => boolean;
}

/** The memory for mails that are on their way in, over all connections. */
export interface MailMemory {
  /**
   * Reads a mail and hands it to `use`; its bytes count until that is done. What is not held is read to its end, as the
   * protocol wants it, and forgotten at once.
   * @throws what the stream or `use` throws
   */
  hold(mail: ArrivingMail, use: (raw: Buffer) => Promise<void>): Promise<NotHeld | undefined>;
}

/** @param limits in bytes: of one mail, and of all mails at the same time */
export function createMailMemory(limits: { readonly mail: number; readonly total: number }): MailMemory {
  /** Room that is kept for others than the one who has most. */
  const share = Math.max(limits.mail, limits.total - limits.mail);
  const bySender = new Map<string, number>();
  let held = 0;
  const add = (sender: string, bytes: number): void => {
    held += bytes;
    const own = (bySender.get(sender) ?? 0) + bytes;
    if (own === 0) bySender.delete(sender);
    else bySender.set(sender, own);
  };
  return {
    async hold({ stream, sender, wanted = () => true }, use) {
      let chunks: Buffer[] = [];
      let size = 0;
      let refused: NotHeld | undefined;
      try {
        for await (const chunk of stream) {
          if (refused !== undefined) continue;
          size += chunk.length;
          add(sender, chunk.length);
          chunks.push(chunk);
          if (size > limits.mail) refused = 'too large';
          else if (!wanted(chunk)) refused = 'refused';
          else if (held > limits.total || bySender.get(sender)! > share) refused = 'no room';
          if (refused === undefined) continue;
          chunks = [];
          add(sender, -size);
          size = 0;
        }
        if (refused === undefined) await use(Buffer.concat(chunks));
        return refused;
      } finally {
        add(sender, -size);
      }
    },
  };
}
