import type { Options } from 'nodemailer/lib/smtp-pool/index.js';

export type { Options as DkimOptions } from 'nodemailer/lib/dkim/index.js';

/** nodemailer's pool options. Its types before 10 (`@types/nodemailer`) insist on `pool`. */
export type PoolOptions = Omit<Options, 'pool'> & { readonly pool?: boolean | undefined };
