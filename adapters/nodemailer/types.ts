export type { Options as DkimOptions } from 'nodemailer/lib/dkim/index.js';
export type { Options as PoolOptions } from 'nodemailer/lib/smtp-pool/index.js';
