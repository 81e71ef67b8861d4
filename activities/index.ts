export * from './engine/commit.js';
export * from './mail/mail-transport.js';
export * from './mail/send-letter.js';
