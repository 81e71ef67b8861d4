import { describe, expect, it } from '@jest/globals';
import { localAddress, readSettings } from './settings.js';

describe('readSettings', () => {
  it('is content with an empty environment and stays on this machine', () => {
    const settings = readSettings({ HOME: '/home/anna', PORT: '', DATABASE_URL: ' ' }, '/project');
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 8080, dataFolder: '/project/.data' });
    expect(settings.databaseUrl).toBeUndefined();
    expect(settings.temporalNamespace).toBe('default');
  });

  it('takes folders as absolute or below the project', () => {
    const settings = readSettings({ REGLAMENT_DATA: '/var/data', REGLAMENT_CACHE: 'cache' }, '/project');
    expect(settings).toMatchObject({ dataFolder: '/var/data', cacheFolder: '/project/cache' });
  });

  it('refuses a port that is none', () => {
    expect(() => readSettings({ PORT: 'http' }, '/project')).toThrow('PORT is no port number: http');
    expect(() => readSettings({ PORT: '70000' }, '/project')).toThrow('PORT is no port number');
  });
});

describe('localAddress', () => {
  it('names an address that this machine can reach', () => {
    expect(localAddress({ host: '0.0.0.0', port: 80 })).toBe('http://127.0.0.1:80');
    expect(localAddress({ host: '::', port: 8080 })).toBe('http://[::1]:8080');
  });
});
