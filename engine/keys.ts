/**
 * Bits of a key that hold the local number; the instance number stands above them. The kernel gives an instance no more
 * keys than that (`keysPerInstance` of its limits).
 */
const LOCAL_BITS = 23n;
const LOCAL_MASK = (1n << LOCAL_BITS) - 1n;

/** The API key of something inside an instance: instance number and local number in one positive 63-bit integer. */
export const entityKey = (instance: bigint, local: number): bigint => (instance << LOCAL_BITS) | BigInt(local);

/** The instance number a key was computed from. */
export const instanceOf = (key: bigint): bigint => key >> LOCAL_BITS;

/** The local number a key was computed from. */
export const localOf = (key: bigint): number => Number(key & LOCAL_MASK);

/** Local number of the process's own element instance: its key is the process instance's key. */
export const ROOT_LOCAL = 1;

/** The key of a process instance: that of its root element instance. */
export const processInstanceKey = (instance: bigint): bigint => entityKey(instance, ROOT_LOCAL);
