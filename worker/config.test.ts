import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

const least = { DATABASE_URL: 'postgresql://localhost/reglament' };

describe("the worker's configuration", () => {
  it('needs only the database; the rest has defaults, also where a variable is empty', () => {
    expect(readConfig({ ...least, TEMPORAL_ADDRESS: '', SMTP_URL: '' })).toEqual({
      DATABASE_URL: 'postgresql://localhost/reglament',
      TEMPORAL_ADDRESS: '127.0.0.1:7233',
      TEMPORAL_NAMESPACE: 'default',
      REGLAMENT_TEMPORAL_TLS: '0',
      REGLAMENT_TEST_CLOCK: '0',
      REGLAMENT_CACHED_WORKFLOWS: 200,
      REGLAMENT_SUPERVISED: '0',
      REGLAMENT_STATEMENT_SECONDS: 600,
      LOG_LEVEL: 'info',
    });
  });

  it('reads numbers and addresses', () => {
    const config = readConfig({ ...least, REGLAMENT_CACHED_WORKFLOWS: '50', SMTP_URL: 'smtps://mail.example:465' });
    expect(config).toMatchObject({ REGLAMENT_CACHED_WORKFLOWS: 50, SMTP_URL: 'smtps://mail.example:465' });
  });

  it('is refused with every fault at once', () => {
    const wrong = {
      REGLAMENT_CACHED_WORKFLOWS: '0',
      SMTP_URL: 'http://mail.example',
      LOG_LEVEL: 'loud',
      REGLAMENT_TEST_CLOCK: 'yes',
    };
    expect(() => readConfig(wrong)).toThrow(
      /DATABASE_URL: .*SMTP_URL: .*REGLAMENT_TEST_CLOCK: .*REGLAMENT_CACHED_WORKFLOWS: .*LOG_LEVEL: /,
    );
  });
});
