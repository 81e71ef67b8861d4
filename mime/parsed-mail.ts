import type { AddressObject, Headers } from 'mailparser';
import { fileNames } from './file-name.js';
import { messageIds } from './message-ids.js';
import { readMail, type ReadMail } from './read-mail.js';
import { storable } from './storable.js';

/** A person's address as a mail gives it. */
export interface MailAddress {
  readonly email: string;
  readonly name?: string;
}

export interface MailFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** What a mail says, decoded. */
export interface ParsedMail {
  readonly from?: MailAddress;
  /** Where its author wants answers; the author where nothing else is said. */
  readonly answerTo?: MailAddress;
  /** Addresses of To and Cc, each once, in small letters. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Message-IDs that it answers, the nearest first. */
  readonly answers: readonly string[];
  /** Headers by name in small letters, values joined. */
  readonly headers: ReadonlyMap<string, string>;
  readonly contentType: string;
  /** What it says cannot be read without a key. */
  readonly encrypted: boolean;
  readonly files: readonly MailFile[];
  /** Message-IDs that stand anywhere in it: bounces quote what could not be delivered. */
  readonly mentioned: readonly string[];
}

/** Message-IDs that are looked up: a thread that is longer is known by one of these. */
const MOST_MENTIONED = 50;
const MOST_ANSWERED = 100;

/** An address may have 254 characters (RFC 5321 §4.5.3.1.3); what is longer is none. */
const LONGEST_ADDRESS = 254;

type Given = AddressObject | readonly AddressObject[] | undefined;

/** The addresses of a header, groups resolved; one that stands several times is several objects. */
const entriesOf = (given: Given) =>
  [given ?? []].flat().flatMap(({ value }: AddressObject) => value.flatMap((entry) => entry.group ?? [entry]));

const addressesOf = (...given: readonly Given[]): readonly string[] => [
  ...new Set(
    given
      .flatMap(entriesOf)
      .map(({ address }) => (address ?? '').trim().toLowerCase())
      .filter((address) => address.includes('@') && address.length <= LONGEST_ADDRESS),
  ),
];

function firstAddress(given: Given): MailAddress | undefined {
  const [first] = entriesOf(given);
  const email = first?.address?.trim();
  if (!first || !email || email.length > LONGEST_ADDRESS) return undefined;
  const name = first.name?.trim();
  return { email, ...(name ? { name } : {}) };
}

/** Raw texts of the headers; the parser's own values are of many kinds. */
function headerTexts(lines: readonly { readonly key: string; readonly line: string }[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { key, line } of lines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replaceAll(/\r?\n\s+/g, ' ')
      .trim();
    texts.set(key, texts.has(key) ? `${texts.get(key)!}, ${value}` : value);
  }
  return texts;
}

const contentTypeOf = (headers: Headers): string => {
  const value = headers.get('content-type');
  return typeof value === 'object' && 'value' in value && typeof value.value === 'string'
    ? value.value.toLowerCase()
    : '';
};

/** What the files of a mail are called, in their order. */
export const namesOfFiles = ({ attachments }: Pick<ReadMail, 'attachments'>): readonly string[] =>
  fileNames(attachments.map(({ filename, contentType }) => ({ name: filename, mediaType: contentType })));

/** What a mail says. */
export async function parseMail(raw: Buffer): Promise<ParsedMail> {
  const parsed = await readMail(raw);
  const headers = headerTexts(parsed.headerLines);
  const from = firstAddress(parsed.from);
  const answerTo = firstAddress(parsed.replyTo) ?? from;
  const names = namesOfFiles(parsed);
  return {
    ...(from ? { from } : {}),
    ...(answerTo ? { answerTo } : {}),
    recipients: addressesOf(parsed.to, parsed.cc),
    subject: (parsed.subject ?? '').replaceAll(/\s+/g, ' ').trim(),
    text: parsed.text,
    answers: [
      ...messageIds(headers.get('in-reply-to') ?? '', MOST_ANSWERED),
      ...[...messageIds(headers.get('references') ?? '', MOST_ANSWERED)].reverse(),
    ],
    headers,
    contentType: contentTypeOf(parsed.headers),
    encrypted: parsed.encrypted,
    files: parsed.attachments.map(({ contentType, content }, i) => ({
      name: names[i]!,
      mediaType: contentType,
      content,
    })),
    mentioned: storable(messageIds(raw.toString('latin1'), MOST_MENTIONED)),
  };
}
