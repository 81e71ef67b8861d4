import type { MessageThrowEvent } from '../model/index.js';
import { throwByWork } from './work.js';

export const messageThrowEvent = throwByWork<MessageThrowEvent>();
