export { type SmtpTransportOptions, smtpTransport } from './smtp-transport.js';
