export { decodeJson, inexactNumberDetail, InexactNumberError, parseJson, type DecodedJson } from './decode.js';
export { inexactLiteral, type InexactLiteral, type InexactNumber } from './inexact-numbers.js';
export { limitFaults, MAX_DEPTH, MAX_NAME, type JsonFault } from './limits.js';
export { jsonPointer, type JsonPath } from './pointer.js';
