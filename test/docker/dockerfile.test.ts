import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { root } from './compose.js';
import { copiedPaths, dockerfileText, faultsOf, stagesOf } from './dockerfile.js';

const sound = `FROM node:20.1.0-slim AS build
COPY package.json ./
RUN npm ci
COPY . .
FROM node:20.1.0-slim
LABEL org.opencontainers.image.title="x"
ENV NODE_ENV=production
COPY --from=build /build/dist dist
USER 1000:1000
STOPSIGNAL SIGTERM
HEALTHCHECK CMD ["node", "health.js"]
CMD ["node", "api.js"]
`;

describe('the rules for a Dockerfile', () => {
  it.each([
    ['an image without a version', 'FROM node:20.1.0-slim\n', 'FROM node:latest\n', 'node:latest is not pinned'],
    ['root', 'USER 1000:1000', 'USER root', 'it runs as root'],
    ['no user', 'USER 1000:1000\n', '', 'it runs as root'],
    ['ADD', 'COPY package.json ./', 'ADD package.json ./', 'ADD instead of COPY'],
    [
      'a secret in ENV',
      'ENV NODE_ENV=production',
      'ENV NODE_ENV=production ADMIN_PASSWORD=x',
      'a secret in ENV or ARG',
    ],
    ['a secret in ARG', 'COPY . .', 'ARG NPM_TOKEN\nCOPY . .', 'a secret in ENV or ARG'],
    [
      'apt lists',
      'RUN npm ci',
      'RUN apt-get update && apt-get install --no-install-recommends -y x',
      'apt lists stay in the layer',
    ],
    ['the order of COPY', 'COPY package.json ./', 'COPY . .', 'everything is copied before packages are installed'],
    ['no HEALTHCHECK', 'HEALTHCHECK CMD ["node", "health.js"]\n', '', 'it has no HEALTHCHECK'],
    ['a shell as the first process', 'CMD ["node", "api.js"]\n', 'CMD node api.js\n', 'a command by way of a shell'],
  ])('find %s', (_, part, other, fault) => {
    expect(faultsOf(sound)).toEqual([]);
    expect(sound).toContain(part);
    expect(faultsOf(sound.replace(`\n${part}`, `\n${other}`))).toContain(fault);
  });
});

describe('the Dockerfile', () => {
  it('keeps them', () => expect(faultsOf(dockerfileText())).toEqual([]));

  it('builds and runs on the same image', () => {
    expect(new Set(stagesOf(dockerfileText()).map(({ image }) => image)).size).toBe(1);
  });

  it('copies what is there, or is built', () => {
    const missing = copiedPaths(dockerfileText()).filter(
      ({ from }) => from !== 'dist' && !existsSync(join(root, from)),
    );
    expect(missing).toEqual([]);
  });

  it('takes nothing secret, nothing built and no tests from the folder it is built in', () => {
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
    for (const path of [
      '.env',
      '.env.*',
      'secrets',
      'backups',
      '.git',
      '.data',
      'dist',
      '**/node_modules',
      'prisma/generated',
      'test',
    ])
      expect(ignored).toContain(path);
  });
});
