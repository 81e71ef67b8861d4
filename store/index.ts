export type * from './engine.js';
export type * from './commit/protocol.js';
export type { Change, ChangeFeed } from './changes/change-feed.js';
export type { Outgoing } from './relay/outbox.js';
export type { CalendarStore } from './calendars/calendars.js';
export { createStore, type Store, type StoreOptions } from './store.js';
export { entityKey, instanceOf, localOf, processInstanceKey, ROOT_LOCAL } from './keys.js';
