import { faultsOf, textOf } from './fault-codes.js';

/**
 * SQLSTATE classes and codes of a server that is away, shutting down, starting up, without a resource (disk, memory,
 * connections), without its files, or that has run into a time limit (statement, lock, silence within a transaction).
 */
const awayStates = /^(08...|53...|57P0[1-5]|57014|58...|55P03|25P03)$/;
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

/** Does an error mean that the database is away (and not that a statement is wrong)? Looks at the whole chain of causes. */
export const isDatabaseDown = (error: unknown): boolean => {
  for (const fault of faultsOf(error)) {
    const code = textOf(fault, 'code');
    if (
      awaySockets.has(code) ||
      awayPrisma.has(code) ||
      awayPrisma.has(textOf(fault, 'errorCode')) ||
      awayStates.test(code) ||
      awayStates.test(textOf(fault, 'originalCode')) ||
      awayAdapter.has(textOf(fault, 'kind')) ||
      awayMessages.test(textOf(fault, 'message'))
    )
      return true;
  }
  return false;
};
