import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Route } from '../routing/route.js';

/** Numbers that the seed decides, below 1 (mulberry32). */
export type Random = () => number;

export const seeded = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const oneOf = <T>(random: Random, all: readonly T[]): T => all[below(random, all.length)]!;

/** Bytes that a request sends after its first line, and whether its sender then goes away without waiting. */
export interface Hostile {
  readonly kind: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** It promises more than it sends: an end of the connection is an answer too. */
  readonly incomplete?: true;
}

const words = [
  '',
  '\u0000',
  '\ud800',
  'ё',
  '0',
  'true',
  'x'.repeat(5_000),
  '__proto__',
  '2030-99-99',
  '-1',
  '=(((',
  '%',
];

const value = (random: Random, depth: number): unknown => {
  const kind = below(random, depth > 3 ? 5 : 7);
  if (kind === 0) return oneOf(random, words);
  if (kind === 1) return (random() - 0.5) * 10 ** below(random, 30);
  if (kind === 2) return random() < 0.5;
  if (kind === 3) return null;
  if (kind === 4) return oneOf(random, ['9007199254740993', '1e400', '-0', '2251799813685249']);
  const length = below(random, 4);
  if (kind === 5) return Array.from({ length }, () => value(random, depth + 1));
  return Object.fromEntries(Array.from({ length }, () => [oneOf(random, names), value(random, depth + 1)]));
};

const names = [
  ...[
    'filter',
    'sort',
    'page',
    'variables',
    'name',
    'key',
    'state',
    'type',
    'username',
    'password',
    'roles',
    '__proto__',
  ],
  ...[
    'processDefinitionId',
    'processInstanceKey',
    'correlationKey',
    'timeToLive',
    'changeset',
    'retries',
    'body',
    'xml',
  ],
];

const jsonText = (random: Random): string =>
  JSON.stringify(
    Object.fromEntries(Array.from({ length: below(random, 6) }, () => [oneOf(random, names), value(random, 0)])),
  );

/** A few places of it are cut out, doubled or overwritten. */
const mangled = (random: Random, bytes: Buffer): Buffer => {
  let result = bytes;
  for (let times = 1 + below(random, 4); times > 0; times -= 1) {
    const from = below(random, result.length + 1);
    const to = Math.min(result.length, from + below(random, 12));
    const piece = oneOf(random, [
      Buffer.alloc(0),
      Buffer.from([below(random, 256)]),
      Buffer.from('\r\n'),
      Buffer.concat([result.subarray(from, to), result.subarray(from, to)]),
    ]);
    result = Buffer.concat([result.subarray(0, from), piece, result.subarray(to)]);
  }
  return result;
};

const partName = (random: Random): string => oneOf(random, ['resources', 'files', 'body', 'tenantId', '', '__proto__']);

const part = (random: Random): string => {
  const file =
    random() < 0.5 ? `; filename="${oneOf(random, ['a.bpmn', '../../a', '', 'ё".bpmn', 'x'.repeat(2_000)])}"` : '';
  const content = oneOf(random, ['', '<a/>', jsonText(random), '\u0000\u0001']);
  const head = oneOf(random, [
    `Content-Disposition: form-data; name="${partName(random)}"${file}\r\n`,
    'A\r\n',
    'Content-Disposition: form-data\r\n',
    `Content-Disposition: form-data; name="${partName(random)}"${file}\r\nContent-Type: \u0000\r\n`,
    `${'X-Many: 1\r\n'.repeat(below(random, 2_100))}`,
    ': \r\n',
  ]);
  return `--x\r\n${head}\r\n${content}\r\n`;
};

const multipartBytes = (random: Random): Buffer =>
  Buffer.from(
    Array.from({ length: 1 + below(random, 4) }, () => part(random)).join('') +
      oneOf(random, ['--x--', '--x--\r\n', '--x', '']),
  );

const multipartType = 'Content-Type: multipart/form-data; boundary=x';
const typesOf = (route: Route): readonly string[] => [
  'Content-Type: application/json',
  multipartType,
  'Content-Type: application/x-www-form-urlencoded',
  ...(route.bodyKind === 'multipart' || route.takesFiles === true ? [multipartType, multipartType] : []),
];

const contentOf = (random: Random, type: string): Buffer => {
  const bytes = type === multipartType ? multipartBytes(random) : Buffer.from(jsonText(random));
  return random() < 0.5 ? mangled(random, bytes) : bytes;
};

const length = (bytes: Buffer): string => `Content-Length: ${bytes.length}`;

const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync } as const;

const compressed = (random: Random, type: string, content: Buffer): Hostile => {
  const encoding = oneOf(random, ['gzip', 'deflate', 'br'] as const);
  const packed = packers[encoding](content);
  const body = oneOf(random, [
    packed,
    packed.subarray(0, below(random, packed.length)),
    mangled(random, packed),
    content,
  ]);
  return { kind: 'compressed', headers: [type, `Content-Encoding: ${encoding}`, length(body)], body };
};

const chunked = (random: Random, type: string, content: Buffer): Hostile => {
  const size = content.length.toString(16);
  const text = oneOf(random, [`${size}\r\n`, 'zz\r\n', '-1\r\n', 'fffffffffffff\r\n', `${size};a=b\r\n`, '0\r\n\r\n']);
  const end = oneOf(random, ['\r\n0\r\n\r\n', '\r\n', '0\r\n']);
  const body = Buffer.concat([Buffer.from(text), content, Buffer.from(end)]);
  return { kind: 'chunked', headers: [type, 'Transfer-Encoding: chunked'], body, incomplete: true };
};

/** One hostile body for a route. */
export const hostileBody = (random: Random, route: Route): Hostile => {
  const type = oneOf(random, typesOf(route));
  const content = contentOf(random, type);
  switch (below(random, 5)) {
    case 0:
      return compressed(random, type, content);
    case 1:
      return chunked(random, type, content);
    case 2: {
      const body = content.subarray(0, below(random, content.length + 1));
      return { kind: 'broken off', headers: [type, `Content-Length: ${content.length + 1}`], body, incomplete: true };
    }
    case 3: {
      const less = `Content-Length: ${below(random, content.length + 1)}`;
      return { kind: 'longer than said', headers: [type, less], body: content, incomplete: true };
    }
    default:
      return { kind: 'whole', headers: [type, length(content)], body: content };
  }
};
