export type * from './accounts.js';
export type * from './outbox.js';
export type * from './passwords.js';
export type * from './refusals.js';
export type * from './tickets.js';
