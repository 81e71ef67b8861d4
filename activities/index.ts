export * from './engine/engine-activities.js';
export * from './mail/mail-transport.js';
export * from './mail/send-letter.js';
