import { createInterface } from 'node:readline';

/** Code of every error of the native engine on its JSON-RPC channel. */
const ENGINE_ERROR = 4466;

/** Ids of the requests that we send to the CLI start here, far from those that it counts up itself. */
const PRINT_ID = 1_000_000_000;

/** The engine appends its own call stack to messages; people do not need it. */
const callStack = /\n {3}\d+: schema_engine[\s\S]*$/;

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

const sendError = (id, message, code) =>
  send({
    id,
    error: {
      code: ENGINE_ERROR,
      message: 'An error happened. Check the data field for details.',
      data: { is_panic: false, message, meta: null, error_code: code ?? null },
    },
  });

/**
 * Answers requests, one JSON-RPC message a line on stdin, one after the other on stdout, until stdin ends.
 *
 * @param {(method: string, params: object) => Promise<object>} call carries out one request
 * @param {() => string} panicMessage what the engine said when it panicked
 */
export function serveRequests(call, panicMessage) {
  let current;
  let queue = Promise.resolve();

  const answer = async (request) => {
    current = request.id;
    try {
      const result = await call(request.method, request.params ?? {});
      if (request.method === 'diff' && result.stdout) {
        send({ id: PRINT_ID + request.id, method: 'print', params: { content: result.stdout } });
        delete result.stdout;
      }
      send({ id: request.id, result });
    } catch (error) {
      sendError(request.id, String(error?.message ?? error).replace(callStack, ''), error?.code);
    }
  };

  // A panic leaves the engine's promise pending for ever: without an answer the CLI would take it for success.
  const onPanic = (error) => {
    if (current !== undefined)
      sendError(current, `schema engine panicked: ${panicMessage() || error?.message || error}`);
    process.stdout.end(() => process.exit(0));
  };
  process.on('uncaughtException', onPanic);
  process.on('unhandledRejection', onPanic);

  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  lines.on('line', (line) => {
    if (line.trim() === '') return;
    const message = JSON.parse(line);
    if (message.method === undefined) return;
    queue = queue.then(() => answer(message));
  });
  lines.on('close', () => void queue.then(() => process.exit(0)));
}
