// What the start page says in English, in one piece: one round trip on a slow line.
export { default as queue } from './queue.json';
export { default as shell } from './shell.json';
export { default as ticket } from './ticket.json';
