export * from './engine/engine-activities.js';
export * from './email/mail-transport.js';
export * from './email/send-email.js';
