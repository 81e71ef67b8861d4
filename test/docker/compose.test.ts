import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { API_VARIABLES } from '../../api/config.js';
import { SECRETS } from '../../runtime/index.js';
import { MAIL_VARIABLES } from '../../mail/config.js';
import { WORKER_VARIABLES } from '../../worker/config.js';
import { commandOf, composeText, productServices, readCompose, root, variablesOf } from './compose.js';
import { copiedPaths, dockerfileText } from './dockerfile.js';

const text = composeText();
const compose = readCompose(text);
const services = Object.entries(compose.services);
const ours = productServices(compose);

/** Names that match nothing are told one by one: the list in the failure is what to fix. */
const without = (names: Iterable<string>, known: Iterable<string>): readonly string[] => {
  const there = new Set(known);
  return [...new Set(names)].filter((name) => !there.has(name)).sort();
};

describe('docker-compose.yml', () => {
  it('holds to the schema of the compose specification', () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'compose-spec.json'), 'utf8')) as object;
    const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
    const check = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
    check(compose);
    expect(check.errors ?? []).toEqual([]);
    check({ ...compose, services: { api: { imagee: 'x' } } });
    expect(check.errors).not.toBeNull();
  });

  it('has the whole product, its servers and their profiles', () => {
    const names = (profile?: string) =>
      services.filter(([, { profiles = [] }]) => profiles[0] === profile).map(([name]) => name);
    expect(names()).toEqual([
      ...['postgres', 'temporal-schema', 'temporal', 'temporal-namespace', 'temporal-ui'],
      ...['migrate', 'api', 'worker', 'mail'],
    ]);
    expect(names('scale')).toEqual(['api-2', 'worker-2']);
    expect(names('mail-sink')).toEqual(['mailpit']);
    expect(names('tools')).toEqual(['backup', 'restore', 'verify']);
  });

  it('names every image with its version', () => {
    for (const [name, { image }] of services)
      expect([name, image]).toEqual([name, expect.stringMatching(/:v?\d+\.\d+[\w.-]*$/)]);
  });

  it('publishes on this machine alone unless it is told otherwise, and nothing of database and Temporal', () => {
    for (const [name, { ports = [] }] of services)
      for (const port of ports) expect([name, port]).toEqual([name, expect.stringMatching(/^127\.0\.0\.1:\d+:\d+$/)]);
    const published = services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name);
    expect(published).toEqual(['temporal-ui', 'api', 'mail', 'api-2', 'mailpit']);
    const elsewhere = readCompose(text, { REGLAMENT_BIND: '0.0.0.0', REGLAMENT_PORT: '80' });
    expect(elsewhere.services['api']?.ports).toEqual(['0.0.0.0:80:8080']);
    expect(compose.networks['back']?.internal).toBe(true);
    for (const name of ['postgres', 'temporal']) expect(compose.services[name]?.networks).toEqual(['back']);
  });

  it('limits, logs and restarts everything, and gives no process more rights than it needs', () => {
    for (const [name, service] of services) {
      const isTool = service.profiles?.includes('tools') ?? false;
      expect([name, service.restart]).toEqual([
        name,
        isTool ? 'no' : expect.stringMatching(/^(unless-stopped|on-failure:\d+)$/),
      ]);
      expect([name, service.logging?.options?.['max-size']]).toEqual([name, '10m']);
      expect([name, service.security_opt]).toEqual([name, ['no-new-privileges:true']]);
      if (!['backup', 'restore'].includes(name))
        expect([name, service.deploy?.resources?.limits]).toEqual([
          name,
          { cpus: expect.any(String), memory: expect.any(String) },
        ]);
    }
    for (const [name, { init, read_only, cap_drop }] of ours)
      expect([name, init, read_only, cap_drop]).toEqual([name, true, true, ['ALL']]);
  });

  it('waits for what is healthy, or has been done', () => {
    for (const [name, { depends_on = {} }] of services)
      for (const [other, { condition }] of Object.entries(depends_on)) {
        const target = compose.services[other];
        const fits =
          condition === 'service_healthy'
            ? target?.healthcheck !== undefined
            : target?.restart?.startsWith('on-failure');
        expect([name, other, fits]).toEqual([name, other, true]);
      }
  });

  it('keeps passwords in files: none stands in an environment, and there is no default one', () => {
    for (const [name, { environment = {} }] of services)
      for (const [variable, value] of Object.entries(environment))
        if (/PASSWORD|PWD|KEY$|SMTP_URL/.test(variable) && !variable.endsWith('_FILE'))
          expect([name, variable, value]).toEqual([name, variable, '']);
    const used = services.flatMap(([, { secrets = [] }]) => secrets);
    expect(without(used, Object.keys(compose.secrets))).toEqual([]);
    expect(without(Object.keys(compose.secrets), used)).toEqual([]);
    for (const [name, { environment = {}, secrets = [] }] of ours) {
      const files = Object.values(environment).flatMap((value) => /^\/run\/secrets\/(.+)$/.exec(value)?.[1] ?? []);
      expect([name, without(secrets, files), without(files, secrets)]).toEqual([name, [], []]);
    }
  });

  it('agrees with .env.example on every variable and its default', () => {
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    const shown = new Map(
      [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name, value]) => [name!, value!]),
    );
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(variablesOf(text)));
    for (const line of example.split('\n')) expect(line).toMatch(/^(#.*|)$/);
  });
});

describe('the environment of the services', () => {
  /** Set by the supervisor of embedded mode alone, for tests, or by the image's own layout. */
  const elsewhere = ['REGLAMENT_SUPERVISED', 'REGLAMENT_TEST_CLOCK', 'REGLAMENT_SMTP_SPARE_PORT', 'WORKFLOW_BUNDLE'];
  const read = { api: API_VARIABLES, worker: WORKER_VARIABLES, mail: MAIL_VARIABLES };
  const secret = (name: string): string => name.replace(/_FILE$/, '');

  it.each(Object.entries(read))('of %s is what it reads, all of it', (name, variables) => {
    const set = Object.keys(compose.services[name]?.environment ?? {});
    const names = set.map((variable) => (variable.endsWith('_FILE') ? secret(variable) : variable));
    expect(without(names, [...variables, 'DATABASE_PASSWORD'])).toEqual([]);
    expect(without(variables, [...names, ...elsewhere])).toEqual([]);
  });

  it('names files of secrets only', () => {
    const files = ours
      .flatMap(([, { environment = {} }]) => Object.keys(environment))
      .filter((name) => name.endsWith('_FILE'));
    expect(without(files.map(secret), SECRETS)).toEqual([]);
  });

  it('is the same for a second API and worker', () => {
    for (const name of ['api', 'worker'])
      expect(compose.services[`${name}-2`]?.environment).toEqual(compose.services[name]?.environment);
  });
});

describe('what the services run', () => {
  /** Programs that `npm run build` makes, and the scripts of package.json that start them. */
  const built = ['api', 'worker', 'mail', 'verify', 'migrate', 'backup', 'restore', 'health'];

  it('is in the image', () => {
    expect(copiedPaths(dockerfileText()).map(({ to }) => to)).toContain('dist');
    const kept = /keep-runtime-packages\.mjs ([\w ]+)$/m.exec(dockerfileText())?.[1]?.split(' ');
    expect(kept).toEqual(built);
    const commands = ours.flatMap(([, service]) => [commandOf(service), service.healthcheck?.test ?? []]);
    const programs = commands.flatMap((command) => command.filter((part) => part.startsWith('dist/')));
    expect(
      without(
        programs,
        built.map((name) => `dist/${name}.js`),
      ),
    ).toEqual([]);
    for (const [name, service] of ours) expect([name, commandOf(service)[0]]).toEqual([name, 'node']);
  });

  it('is what package.json runs, with the same flags', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const name of ['api', 'worker', 'mail']) {
      const command = commandOf(compose.services[name]!).filter((part) => part !== '--enable-source-maps');
      expect(command.join(' ')).toBe(scripts[name]);
    }
    expect(dockerfileText()).toContain(
      `CMD ${JSON.stringify(commandOf(compose.services['api']!)).replaceAll(',', ', ')}`,
    );
  });

  it('is there where it is mounted from the clone', () => {
    const mounted = services
      .flatMap(([, { volumes = [] }]) => volumes)
      .flatMap((volume) => /^\.\/(docker\/[^:]+)/.exec(volume)?.[1] ?? []);
    expect(mounted.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    for (const [, { entrypoint = [] }] of services) {
      const script = entrypoint.find((part) => part.startsWith('/docker/'));
      if (script) expect(statSync(join(root, 'docker/temporal', script.slice('/docker/'.length))).isFile()).toBe(true);
    }
  });
});
