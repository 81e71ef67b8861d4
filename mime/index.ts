export { fileName } from './file-name.js';
export { headerLength, withReadableHeader } from './header-charset.js';
export {
  autoSubmittedReason,
  quietReason,
  type Judged,
  type AutoSubmittedReason,
  type QuietReason,
} from './auto-submitted.js';
export { createMailMeter, METER_LIMITS, type MailFault, type MailMeter } from './mail-meter.js';
export { messageIds } from './message-ids.js';
export { namesOfFiles, parseMail, type MailAddress, type MailFile, type ParsedMail } from './parsed-mail.js';
export { readMail, type ReadMail } from './read-mail.js';
export { storable } from './storable.js';
