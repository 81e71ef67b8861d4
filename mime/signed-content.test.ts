import { describe, expect, it } from '@jest/globals';
import { parseMail } from './parsed-mail.js';
import { readCms } from './signed-content.js';

const der = (tag: number, ...content: readonly Buffer[]): Buffer => {
  const all = Buffer.concat(content);
  const length = all.length < 128 ? [all.length] : [0x82, all.length >> 8, all.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), all]);
};
const ber = (tag: number, ...content: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...content, Buffer.from([0, 0])]);
const id = (last: number): Buffer =>
  der(0x06, Buffer.from(`2a864886f70d0107${last.toString(16).padStart(2, '0')}`, 'hex'));
const inner = 'Content-Type: text/plain; charset=utf-8\r\n\r\nПодписано\r\n';

/** A container around this content, without certificates and signatures. */
const signed = (content: Buffer, make = der): Buffer =>
  make(
    0x30,
    id(2),
    make(0xa0, make(0x30, der(0x02, Buffer.from([1])), der(0x31), make(0x30, id(1), make(0xa0, content)), der(0x31))),
  );

describe('a signed container', () => {
  it.each([
    ['in DER', signed(der(0x04, Buffer.from(inner)))],
    ['of indefinite length', signed(ber(0x24, der(0x04, Buffer.from(inner))), ber)],
    [
      'in pieces of pieces',
      signed(
        ber(0x24, der(0x04, Buffer.from(inner).subarray(0, 20)), ber(0x24, der(0x04, Buffer.from(inner).subarray(20)))),
        ber,
      ),
    ],
  ])('%s is read, and stays a file', async (_, bytes) => {
    expect(readCms(bytes)).toEqual({ kind: 'signed', content: Buffer.from(inner) });
    const head = 'Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data\r\n';
    const mail = await parseMail(
      Buffer.from(`${head}Content-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}`),
    );
    expect(mail).toMatchObject({ text: 'Подписано', encrypted: false, files: [{ name: 'smime.p7m' }] });
  });

  it('is none where it is cut, endless or something else', () => {
    const whole = signed(ber(0x24, der(0x04, Buffer.from(inner))), ber);
    for (let length = 0; length < 60; length += 1) expect(readCms(whole.subarray(0, length))).toBeUndefined();
    expect(readCms(Buffer.alloc(100_000, Buffer.from([0x30, 0x80])))).toBeUndefined();
    expect(readCms(der(0x30, id(1)))).toBeUndefined();
    expect(readCms(Buffer.from('text'))).toBeUndefined();
  });

  it('that is encrypted says so', async () => {
    expect(readCms(der(0x30, id(3), der(0xa0)))).toEqual({ kind: 'encrypted' });
    const pgp =
      'Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b--';
    expect(await parseMail(Buffer.from(pgp))).toMatchObject({ encrypted: true });
  });
});
