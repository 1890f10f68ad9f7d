export { type PasswordHandler, passwordHandler } from './handler.js';
export type { Brand, HandlerOptions, KeptSession, Passwords } from './options.js';
export { isCrossSite, type PostedRequest } from './request/cross-site.js';
export { english, type Texts } from './texts/en.js';
