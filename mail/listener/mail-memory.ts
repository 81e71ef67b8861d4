/** Why a mail was not held: larger than any may be, or there is no room beside the others now. */
export type NotHeld = 'too large' | 'no room';

/** The memory for mails that are on their way in, over all connections. */
export interface MailMemory {
  /**
   * Reads a mail and hands it to `use`; its bytes count until that is done. What does not fit is read to its end, as the
   * protocol wants it, and forgotten at once.
   * @throws what the stream or `use` throws
   */
  hold(stream: AsyncIterable<Buffer>, use: (raw: Buffer) => Promise<void>): Promise<NotHeld | undefined>;
}

/** @param limits in bytes: of one mail, and of all mails at the same time */
export function createMailMemory(limits: { readonly mail: number; readonly total: number }): MailMemory {
  let held = 0;
  return {
    async hold(stream, use) {
      let chunks: Buffer[] = [];
      let size = 0;
      let refused: NotHeld | undefined;
      try {
        for await (const chunk of stream) {
          if (refused !== undefined) continue;
          size += chunk.length;
          held += chunk.length;
          chunks.push(chunk);
          if (size > limits.mail) refused = 'too large';
          else if (held > limits.total) refused = 'no room';
          if (refused === undefined) continue;
          chunks = [];
          held -= size;
          size = 0;
        }
        if (refused === undefined) await use(Buffer.concat(chunks));
        return refused;
      } finally {
        held -= size;
      }
    },
  };
}
