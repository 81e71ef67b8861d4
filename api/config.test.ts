import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

const DATABASE_URL = 'postgresql://user:secret@127.0.0.1:5432/reglament';

describe('the configuration', () => {
  it('needs a database only', () => {
    expect(readConfig({ DATABASE_URL, REGLAMENT_API_KEY: '', REGLAMENT_PUBLIC_URL: '' })).toMatchObject({
      ...{
        databaseUrl: DATABASE_URL,
        host: '127.0.0.1',
        port: 8_080,
        adminPassword: undefined,
        engineerPassword: undefined,
      },
      ...{ testClock: false, supervised: false, publicUrl: undefined, trustProxy: 0, logLevel: 'info' },
    });
  });

  it('reads flags and numbers', () => {
    const env = {
      DATABASE_URL,
      PORT: '0',
      REGLAMENT_TEST_CLOCK: '1',
      REGLAMENT_SUPERVISED: '1',
      REGLAMENT_TRUST_PROXY: '2',
    };
    expect(readConfig(env)).toMatchObject({ port: 0, testClock: true, supervised: true, trustProxy: 2 });
  });

  it('reads which proxies are believed, and refuses what is no address', () => {
    const withProxies = (REGLAMENT_TRUSTED_PROXIES: string) => readConfig({ DATABASE_URL, REGLAMENT_TRUSTED_PROXIES });
    expect(withProxies('loopback, 10.0.0.0/8,fd00::1').trustProxy).toEqual(['loopback', '10.0.0.0/8', 'fd00::1']);
    expect(withProxies('').trustProxy).toBe(0);
    for (const wrong of ['proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', ','])
      expect(() => withProxies(wrong)).toThrow(/REGLAMENT_TRUSTED_PROXIES/);
  });

  it('names everything that is wrong, and gives no value away', () => {
    const faults = (): unknown =>
      readConfig({ DATABASE_URL: 'mysql://user:secret@h/d', PORT: 'many', LOG_LEVEL: 'loud' });
    expect(faults).toThrow(/DATABASE_URL[^]*PORT[^]*LOG_LEVEL/);
    expect(faults).not.toThrow(/secret/);
  });
});
