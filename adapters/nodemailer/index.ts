export type { PaceOptions } from './pace.js';
export { type SmtpTransportOptions, smtpTransport } from './smtp-transport.js';
