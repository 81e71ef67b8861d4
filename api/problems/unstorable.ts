import { faultsOf, textOf } from './fault-codes.js';

/**
 * SQLSTATEs of values that came from outside: too long, out of range, no instant, not representable as text, no value of
 * the type, a row too long for an index. Faults of a statement itself (division by zero, …) are not among them.
 */
const VALUES = /^(22001|22003|22007|22008|22009|22021|22P0[2-5]|54000)$/;

/** Does an error mean that Postgres refused a value? */
export const isUnstorable = (error: unknown): boolean => {
  for (const fault of faultsOf(error))
    if (VALUES.test(textOf(fault, 'code')) || VALUES.test(textOf(fault, 'originalCode'))) return true;
  return false;
};
