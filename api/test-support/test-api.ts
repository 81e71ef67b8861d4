import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Express } from 'express';
import { pino } from 'pino';
import request, { type Test } from 'supertest';
import { PrismaClient } from '../../prisma/generated/client.js';
import { localAttachments, openStore } from '../../desk/index.js';
import type { Engine, ReadRows } from '../../engine/index.js';
import { createTestDatabase } from '../../test/environment/database.js';
import { createFailedAttempts } from '../access/failed-attempts.js';
import { createPasswords } from '../access/passwords.js';
import { applyPresets } from '../access/presets.js';
import { createApp, type AppDeps } from '../app.js';
import { createFakeEngine } from './fake-engine.js';

// The first test file of a run waits for the database server and its migrations.
jest.setTimeout(60_000);

export const ADMIN_PASSWORD = 'correct horse battery staple';
export const API_KEY = 'preset-key-for-tests';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The API on a database of its own, without a server that listens. */
export interface TestApi {
  readonly app: Express;
  readonly deps: AppDeps;
  readonly prisma: PrismaClient;
  readonly readRows: ReadRows;
  readonly databaseUrl: string;
  /** Asks with the preset key. */
  ask(method: Method, path: string): Test;
  /** Asks without credentials. */
  askAnonymously(method: Method, path: string): Test;
  /** Another application on the same database, with other parts. */
  with(parts: Partial<AppDeps>): TestApi;
  /** Ends what the application waits for, as at shutdown. */
  shutDown(): void;
  close(): Promise<void>;
}

const apiOn = (
  prisma: PrismaClient,
  databaseUrl: string,
  parts: Partial<AppDeps> & Pick<AppDeps, 'ticketing' | 'readRows'>,
  close: () => Promise<void>,
): TestApi => {
  const shutdown = new AbortController();
  const deps: AppDeps = {
    engine: createFakeEngine(),
    changes: { tell: () => undefined, follow: () => () => undefined },
    prisma,
    passwords: createPasswords(),
    attempts: createFailedAttempts(),
    now: () => new Date(),
    eventLoopDelay: () => 7,
    testClock: false,
    typedDraftDays: 30,
    logger: pino({ level: 'silent' }),
    shutdown: shutdown.signal,
    trustProxy: 0,
    maxRequests: 100,
    checkReplies: true,
    ...parts,
  };
  const app = createApp(deps);
  const askAnonymously: TestApi['askAnonymously'] = (method, path) => request(app)[method](path);
  return {
    app,
    deps,
    prisma,
    readRows: parts.readRows,
    databaseUrl,
    askAnonymously,
    ask: (method, path) => askAnonymously(method, path).set('Authorization', `Bearer ${API_KEY}`),
    with: (others) => apiOn(prisma, databaseUrl, { ...parts, ...others }, close),
    shutDown: () => shutdown.abort(),
    close,
  };
};

/** A fresh database with the preset user and key, and the API on it. */
export const startTestApi = async (engine: Engine = createFakeEngine()): Promise<TestApi> => {
  const database = await createTestDatabase();
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url, max: 5 }) });
  const store = openStore({ databaseUrl: database.url });
  const { readRows } = store;
  const passwords = createPasswords();
  await applyPresets(
    { prisma, readRows, passwords, now: () => new Date() },
    { adminPassword: ADMIN_PASSWORD, apiKey: API_KEY },
  );
  const files = mkdtempSync(join(tmpdir(), 'test-api-'));
  const ticketing = { ...store, attachments: localAttachments(files) };
  return apiOn(prisma, database.url, { engine, passwords, ticketing, readRows }, async () => {
    rmSync(files, { recursive: true });
    await store.close();
    await prisma.$disconnect();
    await database.drop();
  });
};
