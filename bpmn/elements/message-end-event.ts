import type { MessageEndEvent } from '../model/index.js';
import { throwByWork } from './work.js';

export const messageEndEvent = throwByWork<MessageEndEvent>();
