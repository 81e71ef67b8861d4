import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/**
 * Bytes from which an answer is compressed. Shorter ones gain nothing; the session's answer with its secret token stays
 * below, so that its length tells nothing about the token.
 */
const WORTHWHILE = 2_048;

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** Little work for most of the gain: an answer is compressed once for one reader. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

const compressors = {
  br: (bytes: Buffer): Promise<Buffer> => compressBrotli(bytes, brotliOptions),
  gzip: (bytes: Buffer): Promise<Buffer> => compressGzip(bytes),
} as const;

/**
 * Answers with JSON. What is read (GET) and long is compressed for those who accept it: a queue of a hundred tickets is
 * 150 kB. Workers' requests are POSTs; they are near, and pay nothing.
 */
export const sendJson = async (request: Request, response: Response, reply: unknown): Promise<void> => {
  const bytes = Buffer.from(JSON.stringify(reply));
  response.type('json');
  if (request.method !== 'GET' || bytes.length < WORTHWHILE) {
    response.send(bytes);
    return;
  }
  response.vary('Accept-Encoding');
  const encoding = request.acceptsEncodings('br', 'gzip', 'identity');
  if (encoding !== 'br' && encoding !== 'gzip') {
    response.send(bytes);
    return;
  }
  const compressed = await compressors[encoding](bytes);
  response.setHeader('Content-Encoding', encoding);
  response.send(compressed);
};
