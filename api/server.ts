import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { localAttachments, type Store } from '../desk/index.js';
import { createFailedAttempts } from './access/failed-attempts.js';
import { createPasswords } from './access/passwords.js';
import { applyPresets } from './access/presets.js';
import { createApp, type AppDeps } from './app.js';
import type { ApiConfig } from './config.js';
import { watchEventLoop } from './event-loop/event-loop-watch.js';
import type { Ticketing } from './features/tickets/ticketing.js';

/** A server that listens. */
export interface RunningServer {
  /** Where it can be reached, without a path. */
  readonly url: string;
  /** Names of the routes whose requests are in work. */
  inWork(): readonly string[];
  /** Takes no more requests, answers those that wait, lets the others finish (at most 10 s). */
  close(): Promise<void>;
}

/** How long requests in work may take to finish at the end, in ms. */
const GRACE = 10_000;

/** How long a client may take, in ms: between two requests, for the head, for a whole request; looked at every few seconds. */
const TIME_LIMITS = {
  keepAliveTimeout: 65_000,
  headersTimeout: 20_000,
  requestTimeout: 120_000,
  connectionsCheckingInterval: 5_000,
};

const listen = (server: Server, host: string, port: number): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });

const closeWithin = (server: Server, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), ms);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });

/** Serves the API on a store. Users and keys that the environment presets exist when it resolves. */
export const startServer = async (
  store: Pick<Store, 'engine' | 'prisma' | 'readRows' | 'changes' | (keyof Ticketing & keyof Store)>,
  config: Omit<ApiConfig, 'databaseUrl' | 'supervised' | 'logLevel' | 'statementSeconds'> & Pick<AppDeps, 'webFolder'>,
  logger: Logger,
): Promise<RunningServer> => {
  const { engine, prisma, readRows, changes } = store;
  const ticketing = { ...store, attachments: localAttachments(join(config.dataFolder, 'attachments')) };
  const shutdown = new AbortController();
  const now = (): Date => new Date();
  const passwords = createPasswords();
  const { adminPassword, engineerPassword, apiKey, testClock, typedDraftDays } = config;
  const { publicUrl, trustProxy, maxRequests } = config;
  await applyPresets(
    { prisma, readRows, passwords, now },
    {
      ...(adminPassword === undefined ? {} : { adminPassword }),
      ...(engineerPassword === undefined ? {} : { engineerPassword }),
      ...(apiKey === undefined ? {} : { apiKey }),
    },
  );
  const attempts = createFailedAttempts();
  const { signal } = shutdown;
  const eventLoop = watchEventLoop(logger);
  const app = createApp({
    ...{ engine, prisma, readRows, changes, ticketing, passwords, attempts, now, testClock, typedDraftDays },
    ...{ eventLoopDelay: eventLoop.p99, requests: eventLoop.requests },
    ...{ logger, shutdown: signal, publicUrl, trustProxy, maxRequests, webFolder: config.webFolder },
  });
  const server = createServer(TIME_LIMITS, app);
  const { port } = await listen(server, config.host, config.port);
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    inWork: eventLoop.requests.now,
    close: async () => {
      shutdown.abort();
      await closeWithin(server, GRACE);
      eventLoop.stop();
    },
  };
};
