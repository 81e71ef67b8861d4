/** SQLSTATE classes and codes of a server that is away, shutting down, starting up or full. */
const awayStates = /^(08...|57P0[1-4]|53300|53400)$/;
/** Errors of the socket below. */
const awaySockets = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** Prisma's own codes: not reachable, timed out, closed, no connection in time, too many connections. */
const awayPrisma = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']);
/** Kinds of errors of Prisma's driver adapters. */
const awayAdapter = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
/** The driver has no code for a connection that goes away in the middle, nor for waiting too long for one. */
const awayMessages =
  /Connection terminated|Connection ended unexpectedly|timeout exceeded when trying to connect|Client has encountered a connection error/;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Does an error mean that the database is away (and not that a statement is wrong)? Looks at the whole chain of causes. */
export const isDatabaseDown = (error: unknown, depth = 0): boolean => {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const fault = error as Readonly<Record<string, unknown>>;
  const code = text(fault['code']);
  return (
    awaySockets.has(code) ||
    awayPrisma.has(code) ||
    awayPrisma.has(text(fault['errorCode'])) ||
    awayStates.test(code) ||
    awayStates.test(text(fault['originalCode'])) ||
    awayAdapter.has(text(fault['kind'])) ||
    awayMessages.test(text(fault['message'])) ||
    isDatabaseDown(fault['cause'], depth + 1) ||
    isDatabaseDown(
      (fault['meta'] as Readonly<Record<string, unknown>> | undefined)?.['driverAdapterError'],
      depth + 1,
    ) ||
    (Array.isArray(fault['errors']) && fault['errors'].some((inner) => isDatabaseDown(inner, depth + 1)))
  );
};
