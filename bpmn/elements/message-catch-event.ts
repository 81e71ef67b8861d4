import type { MessageCatchEvent } from '../model/index.js';
import { catchEvent } from './catch-event.js';

export const messageCatchEvent = catchEvent<MessageCatchEvent>();
