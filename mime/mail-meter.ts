/** Why a mail is not taken: its size in some respect (552), or that nobody could take it apart (554). */
export interface MailFault {
  readonly kind: 'too large' | 'too many';
  readonly text: string;
}

export interface MeterLimits {
  /** Bytes of the header of the mail, of that of a part, of all headers together. */
  readonly header: number;
  readonly partHeader: number;
  readonly headers: number;
  /** Fields of one header, addresses and encoded words of all headers together. */
  readonly fields: number;
  readonly addresses: number;
  readonly encodedWords: number;
  /** Parts, and parts inside each other. */
  readonly parts: number;
  readonly depth: number;
  /** Bytes of one line of a body: some programs write a whole file in one. */
  readonly line: number;
}

/** People's mails stay far below; what the reader of mails takes apart without effort lies above. */
export const METER_LIMITS: MeterLimits = {
  header: 256 * 1024,
  partHeader: 64 * 1024,
  headers: 1024 * 1024,
  fields: 1_000,
  addresses: 1_000,
  encodedWords: 3_000,
  parts: 500,
  depth: 30,
  line: 1024 * 1024,
};

/** Measures a mail while it arrives; it keeps no more of it than one header and the beginning of a line. */
export interface MailMeter {
  /** Takes the next bytes. A fault stays what it is, whatever follows. */
  write(chunk: Uint8Array): MailFault | undefined;
}

const NEWLINE = 0x0a;
const DASH = 0x2d;

/** Of a line of a body no more is looked at: a boundary has at most 70 characters (RFC 2046 §5.1.1), some have more. */
const LOOKED_AT = 300;

const ADDRESS_FIELDS = /^(?:resent-)?(?:from|sender|to|cc|bcc|reply-to):/i;
const BOUNDARY = /\bboundary\s*=\s*(?:"([^"]*)"|([^\s;"]+))/i;

const count = (text: string, part: string): number => text.split(part).length - 1;

/** @param limits those of tests are smaller */
export function createMailMeter(limits: MeterLimits = METER_LIMITS): MailMeter {
  let fault: MailFault | undefined;
  let inHeader = true;
  /** Bytes of the line so far, and its beginning; of a header the whole line. */
  let length = 0;
  let beginning = '';
  let block: string[] = [];
  let blockSize = 0;
  let isPart = false;
  /** Boundaries of the parts around, the outermost first; undefined: a mail inside the mail. */
  let around: (string | undefined)[] = [];
  const sum = { headers: 0, addresses: 0, encodedWords: 0, parts: 0 };

  const tooLarge = (what: string, most: number): void => {
    fault ??= { kind: 'too large', text: `${what} is larger than ${String(most)} bytes` };
  };
  const tooMany = (what: string, most: number): void => {
    fault ??= { kind: 'too many', text: `The mail has more than ${String(most)} ${what}` };
  };

  const startHeader = (part: boolean): void => {
    inHeader = true;
    isPart = part;
    block = [];
    blockSize = 0;
  };

  const enter = (boundary: string | undefined): void => {
    around.push(boundary);
    if (around.length > limits.depth) tooMany('parts inside each other', limits.depth);
  };

  const endHeader = (): void => {
    inHeader = false;
    const fields = block.join('\n').split(/\n(?![ \t])/);
    if (fields.length > limits.fields) tooMany('header fields', limits.fields);
    for (const field of fields) {
      sum.encodedWords += count(field, '=?');
      if (ADDRESS_FIELDS.test(field)) sum.addresses += count(field, '@');
    }
    if (sum.addresses > limits.addresses) tooMany('addresses', limits.addresses);
    if (sum.encodedWords > limits.encodedWords) tooMany('encoded words', limits.encodedWords);
    const type = fields.find((field) => /^content-type:/i.test(field)) ?? '';
    if (/^content-type:\s*multipart\//i.test(type)) {
      const [, quoted, plain] = BOUNDARY.exec(type) ?? [];
      const boundary = (quoted ?? plain)?.trimEnd();
      if (boundary) enter(boundary);
    } else if (/^content-type:\s*message\/(rfc822|global)\b/i.test(type)) {
      enter(undefined);
      startHeader(true);
    }
    block = [];
  };

  /** A line that begins with `--`: does it end a part, or begin one? */
  const boundaryAt = (line: string): boolean => {
    const text = line.slice(2).trimEnd();
    let at = around.length - 1;
    while (at >= 0 && (around[at] === undefined || (text !== around[at] && text !== `${around[at]!}--`))) at -= 1;
    if (at === -1) return false;
    const closing = text !== around[at];
    around = around.slice(0, closing ? at : at + 1);
    if (closing) {
      inHeader = false;
      return true;
    }
    sum.parts += 1;
    if (sum.parts > limits.parts) tooMany('parts', limits.parts);
    startHeader(true);
    return true;
  };

  const endLine = (): void => {
    const line = beginning.endsWith('\r') ? beginning.slice(0, -1) : beginning;
    beginning = '';
    length = 0;
    if (line.startsWith('--') && boundaryAt(line)) return;
    if (!inHeader) return;
    if (line === '') endHeader();
    else block.push(line);
  };

  const addToLine = (bytes: Uint8Array): void => {
    length += bytes.length;
    if (inHeader) {
      blockSize += bytes.length;
      sum.headers += bytes.length;
      const most = isPart ? limits.partHeader : limits.header;
      if (blockSize > most) return tooLarge(isPart ? 'The header of a part' : 'The header', most);
      if (sum.headers > limits.headers) return tooLarge('What stands in all headers', limits.headers);
      beginning += Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
      return;
    }
    if (length > limits.line) return tooLarge('A line', limits.line);
    const first = beginning === '' ? bytes[0] : DASH;
    if (first !== DASH || beginning.length >= LOOKED_AT) return;
    beginning += Buffer.from(bytes.subarray(0, LOOKED_AT)).toString('latin1');
  };

  return {
    write(chunk) {
      let from = 0;
      while (fault === undefined && from < chunk.length) {
        const newline = chunk.indexOf(NEWLINE, from);
        const to = newline === -1 ? chunk.length : newline;
        addToLine(chunk.subarray(from, to));
        if (newline === -1) break;
        if (fault === undefined) endLine();
        from = newline + 1;
      }
      return fault;
    },
  };
}
