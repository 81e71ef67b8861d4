import type pg from 'pg';

/** What the driver tells a running COPY; its own types leave that out. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
  readonly stream: NodeJS.WritableStream & {
    pause(): void;
    resume(): void;
    destroy(error: Error): void;
    readonly writableNeedDrain: boolean;
  };
}

/** Rows go out and in by pieces of about this many bytes. */
const PIECE = 8 * 1024 * 1024;

/** A COPY as the driver runs it. `rows` resolves when it has ended. */
abstract class Copy {
  readonly rows: Promise<number>;
  readonly #text: string;
  #count = 0;
  #error: Error | undefined;
  #settle: (error: Error | undefined, rows: number) => void = () => undefined;

  constructor(text: string) {
    this.#text = text;
    this.rows = new Promise((resolve, reject) => {
      this.#settle = (error, rows) => {
        if (error === undefined) resolve(rows);
        else reject(error);
      };
    });
    this.rows.catch(() => undefined); // told to who waits for it
  }

  submit(connection: unknown): void {
    (connection as CopyConnection).query(this.#text);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#count = Number(text.split(' ')[1]);
  }

  handleError(error: Error): void {
    this.fail(error);
    // A broken connection tells nothing more.
    if (!('severity' in error)) this.#settle(this.#error, 0);
  }

  handleReadyForQuery(): void {
    void this.finish().then(
      () => this.#settle(this.#error, this.#count),
      (error: unknown) => this.#settle(this.#error ?? (error as Error), 0),
    );
  }

  protected fail(error: Error): void {
    this.#error ??= error;
  }

  protected finish(): Promise<void> {
    return Promise.resolve();
  }
}

/** COPY … TO STDOUT; Postgres waits while a piece is being written. */
class CopyOut extends Copy {
  readonly #sink: (piece: Buffer) => Promise<void>;
  #chunks: Buffer[] = [];
  #length = 0;
  #written: Promise<void> = Promise.resolve();

  constructor(text: string, sink: (piece: Buffer) => Promise<void>) {
    super(text);
    this.#sink = sink;
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }, { stream }: CopyConnection): void {
    this.#chunks.push(Buffer.from(chunk)); // the driver uses its memory again
    this.#length += chunk.length;
    if (this.#length < PIECE) return;
    stream.pause();
    this.#flush();
    this.#written.then(
      () => stream.resume(),
      (error: Error) => stream.destroy(error),
    );
  }

  protected override finish(): Promise<void> {
    this.#flush();
    return this.#written;
  }

  #flush(): void {
    const piece = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#length = 0;
    if (piece.length > 0) this.#written = this.#written.then(() => this.#sink(piece));
    this.#written.catch((error: Error) => this.fail(error));
  }
}

/** COPY … FROM STDIN of one piece. */
class CopyIn extends Copy {
  readonly #content: Buffer;

  constructor(text: string, content: Buffer) {
    super(text);
    this.#content = content;
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.#content);
    connection.endCopyFrom();
  }
}

/** Runs COPY … TO STDOUT; each piece ends with a whole row. @returns how many rows there were */
export function copyOut(client: pg.Client, text: string, sink: (piece: Buffer) => Promise<void>): Promise<number> {
  return client.query(new CopyOut(text, sink)).rows;
}

/** Runs COPY … FROM STDIN with a piece of rows. @returns how many rows there were */
export function copyIn(client: pg.Client, text: string, piece: Buffer): Promise<number> {
  return client.query(new CopyIn(text, piece)).rows;
}
