import type { MessageStartEvent } from '../model/index.js';
import { startEvent } from './start-event.js';

export const messageStartEvent = startEvent<MessageStartEvent>();
