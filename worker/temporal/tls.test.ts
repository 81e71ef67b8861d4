import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../config.js';
import { readTls, tlsOf } from './tls.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tls-'));
  for (const name of ['ca', 'certificate', 'key']) writeFileSync(join(folder, name), `content of ${name}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const least = { DATABASE_URL: 'postgresql://localhost/reglament' };
const files = () => ({
  REGLAMENT_TEMPORAL_TLS_CA: join(folder, 'ca'),
  REGLAMENT_TEMPORAL_TLS_CERTIFICATE: join(folder, 'certificate'),
  REGLAMENT_TEMPORAL_TLS_KEY: join(folder, 'key'),
});
const tlsFor = (variables: Readonly<Record<string, string>>) => readTls(tlsOf(readConfig({ ...least, ...variables })));

describe('TLS to Temporal', () => {
  it('is not used unless the environment says so', () => {
    expect(tlsFor({})).toBeNull();
    expect(tlsFor({ REGLAMENT_TEMPORAL_TLS: '0', REGLAMENT_TEMPORAL_TLS_CA: '' })).toBeNull();
  });

  it('goes by the authorities that the system knows where no file is named', () => {
    expect(tlsFor({ REGLAMENT_TEMPORAL_TLS: '1' })).toEqual({});
  });

  it('has the files and the name of the server that the environment names', () => {
    expect(tlsFor({ ...files(), REGLAMENT_TEMPORAL_TLS_SERVER_NAME: 'temporal.example' })).toEqual({
      serverRootCACertificate: Buffer.from('content of ca'),
      clientCertPair: { crt: Buffer.from('content of certificate'), key: Buffer.from('content of key') },
      serverNameOverride: 'temporal.example',
    });
  });

  it('is refused with a certificate and no key, or a key and no certificate', () => {
    const { REGLAMENT_TEMPORAL_TLS_CERTIFICATE, REGLAMENT_TEMPORAL_TLS_KEY } = files();
    expect(() => tlsFor({ REGLAMENT_TEMPORAL_TLS_CERTIFICATE })).toThrow(/REGLAMENT_TEMPORAL_TLS_KEY: .*go together/);
    expect(() => tlsFor({ REGLAMENT_TEMPORAL_TLS_KEY })).toThrow(/REGLAMENT_TEMPORAL_TLS_CERTIFICATE: .*go together/);
  });

  it('is refused with a file that cannot be read, by its path', () => {
    const none = join(folder, 'none');
    expect(() => tlsFor({ REGLAMENT_TEMPORAL_TLS_CA: none })).toThrow(`The file ${none} for TLS`);
  });
});
