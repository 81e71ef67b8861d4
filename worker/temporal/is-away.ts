import { isGrpcServiceError } from '@temporalio/client';
import { TransportError } from '@temporalio/worker';

/** Codes of gRPC for a server that does not answer. */
const DEADLINE_EXCEEDED = 4;
const UNAVAILABLE = 14;

/** Does an error say that Temporal is not reached? Anything else is an answer of Temporal, or a fault of our own. */
export const isAway = (error: unknown): boolean =>
  error instanceof TransportError ||
  (isGrpcServiceError(error) && [DEADLINE_EXCEEDED, UNAVAILABLE].includes(Number(error.code)));
