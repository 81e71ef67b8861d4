import { answersOk, pollUntil } from '../processes/poll.js';
import { Service, type ServiceContext } from '../processes/service.js';
import { terminate, type StopStep } from '../processes/stop-process.js';

const POLL_MS = 20;

/**
 * Settings of the server: its defaults wait 50 ms between two looks for work and keep many more workflows in memory than are busy,
 * while most wait for days; and a crash of the machine must not lose what it has acknowledged.
 */
const dynamicConfig = [
  'history.transferProcessorMaxPollRPS=500',
  'history.timerProcessorMaxPollRPS=200',
  'history.hostLevelCacheMaxSize=1000',
];
const pragmas = { wal: ['journal_mode=wal', 'synchronous=full'], rollback: ['journal_mode=delete'] };

export interface TemporalServerOptions {
  /** Path of the Temporal CLI. */
  readonly cli: string;
  /** Working folder. */
  readonly folder: string;
  /** File of its database, and how it is written; absent: it remembers nothing. */
  readonly database?: { readonly file: string; readonly journal: keyof typeof pragmas };
  readonly namespace: string;
  /** Port of the gRPC service, which clients and workers use. */
  readonly port: number;
  /** Port of its HTTP service, which tells when it is ready. */
  readonly httpPort: number;
}

/** Command line of the development server. */
export function serverArguments({ database, namespace, port, httpPort }: TemporalServerOptions): string[] {
  return [
    'server',
    'start-dev',
    '--headless',
    ...['--ip', '127.0.0.1', '--port', String(port), '--http-port', String(httpPort)],
    ...['--namespace', namespace],
    ...['--log-level', 'warn', '--log-format', 'json'],
    ...(database === undefined ? [] : ['--db-filename', database.file]),
    ...(database === undefined ? [] : pragmas[database.journal].flatMap((pragma) => ['--sqlite-pragma', pragma])),
    ...dynamicConfig.flatMap((value) => ['--dynamic-config-value', value]),
  ];
}

/** The Temporal development server as a service; ready when the namespace can be used. */
export function temporalService(
  options: TemporalServerOptions,
  context: ServiceContext,
  stop: readonly StopStep[] = terminate,
): Service {
  const namespaceUrl = `http://127.0.0.1:${String(options.httpPort)}/api/v1/namespaces/${options.namespace}`;
  return new Service(
    {
      name: 'temporal',
      command: () => ({
        file: options.cli,
        args: serverArguments(options),
        cwd: options.folder,
        // Collecting half as often costs some memory and saves processor time (docs/performance.md).
        env: { PATH: process.env['PATH'], HOME: options.folder, GOGC: '200' },
      }),
      ready: (_child, signal) => pollUntil(() => answersOk(namespaceUrl, signal), POLL_MS, signal),
      stop,
    },
    context,
  );
}
