export { decodeJson, inexactNumberDetail, InexactNumberError, parseJson, type DecodedJson } from './decode.js';
export { isExact } from './exact-number.js';
export type { InexactNumber } from './inexact-numbers.js';
export { limitFaults, MAX_DEPTH, MAX_NAME, type JsonFault } from './limits.js';
export { jsonPointer, type JsonPath } from './pointer.js';
