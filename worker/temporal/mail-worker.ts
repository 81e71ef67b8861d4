import { Context } from '@temporalio/activity';
import { Worker, type NativeConnection } from '@temporalio/worker';
import { createMailActivities, localMailbox, MAIL_TASK_QUEUE, smtpTransport } from '../../activities/index.js';
import type { Store } from '../../desk/index.js';
import { createPayloadCodec } from './codec/payload-codec.js';

export interface MailWorkerOptions {
  readonly store: Store;
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** Mail server that takes outgoing email; absent: it stays in the local mailbox. */
  readonly smtpUrl?: string | undefined;
  readonly mailTaskQueue?: string | undefined;
}

/** Emails at the same time: mail servers dislike more. */
const EMAILS_AT_ONCE = 10;

/** The worker of the task queue `mail`: activities only, so that slow mail servers hold up no workflow. */
export function createMailWorker(options: MailWorkerOptions): Promise<Worker> {
  const { store, connection, namespace, smtpUrl, mailTaskQueue: taskQueue = MAIL_TASK_QUEUE } = options;
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    activities: createMailActivities({
      store,
      transport: smtpUrl ? smtpTransport(smtpUrl) : localMailbox,
      attempt: () => {
        const context = Context.current();
        return { heartbeat: () => context.heartbeat(), cancelled: context.cancelled };
      },
    }),
    dataConverter: {
      payloadCodecs: [createPayloadCodec({ putLarge: store.payloads.put, getLarge: store.payloads.get })],
    },
    maxConcurrentActivityTaskExecutions: EMAILS_AT_ONCE,
    shutdownGraceTime: '5 s',
  });
}
