export type * from './definition.js';
export type * from './elements.js';
export type * from './expression.js';
export type { Instant, Json, JsonObject } from '../../feel/index.js';
