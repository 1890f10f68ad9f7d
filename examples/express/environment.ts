import { randomBytes } from 'node:crypto';

/** What the demo can be told. All of it is optional. */
export interface Environment {
  readonly port: number;
  /** A file path means SQLite, `postgres://…` PostgreSQL, `mysql://…` MariaDB or MySQL. */
  readonly databaseUrl: string;
  /** Tickets, sessions and throttles are in Redis then. `null`: in the database, and in memory. */
  readonly redisUrl: string | null;
  /** `null`: mails go to the development mailbox. */
  readonly smtpUrl: string | null;
  readonly managementToken: string;
  /** What the forgot page sends: a link, a code, or what the person chooses there. */
  readonly deliver: 'link' | 'code' | 'choice';
  /** Secrets that codes are made with, the current one first. */
  readonly keys: readonly string[];
  /** Whether the keys were made up just now, so that codes die with the process. */
  readonly keysAreRandom: boolean;
  /** `null`: the address that the demo listens on. */
  readonly publicUrl: string | null;
  /** How many numbered accounts to create. */
  readonly accounts: number;
  readonly throttle: boolean;
  /** Origins that may use the JSON API, and that a reset may end at. */
  readonly trustedOrigins: readonly string[];
}

/** Reads the environment, and refuses what it cannot use with the variable's name. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const keys = keysOf(env.LATCHKEY_KEYS || '');
  return {
    port: wholeNumber('PORT', env.PORT ?? '3000', 65_535),
    databaseUrl: env.DATABASE_URL || '.demo/latchkey.db',
    redisUrl: env.REDIS_URL ? redisUrlOf(env.REDIS_URL) : null,
    smtpUrl: env.SMTP_URL || null,
    managementToken: env.MANAGEMENT_TOKEN || randomBytes(24).toString('base64url'),
    deliver: deliverOf(env.DELIVER || 'choice'),
    keys: keys.length > 0 ? keys : [randomBytes(32).toString('base64url')],
    keysAreRandom: keys.length === 0,
    publicUrl: env.PUBLIC_URL ? originOf(env.PUBLIC_URL) : null,
    accounts: wholeNumber('DEMO_ACCOUNTS', env.DEMO_ACCOUNTS || '0', 10_000_000),
    throttle: env.DEMO_THROTTLE !== 'off',
    trustedOrigins: (env.TRUSTED_ORIGINS || '').split(',').filter(Boolean),
  };
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most)
    throw new Error(`${name} must be a whole number from 0 to ${most}, not "${text}".`);
  return value;
}

function keysOf(text: string): readonly string[] {
  const keys = text.split(',').filter(Boolean);
  if (keys.some((key) => Buffer.byteLength(key) < 32))
    throw new Error('LATCHKEY_KEYS must have 32 bytes or more each, separated by commas.');
  return keys;
}

function deliverOf(text: string): Environment['deliver'] {
  if (text === 'link' || text === 'code' || text === 'choice') return text;
  throw new Error(`DELIVER must be link, code or choice, not "${text}".`);
}

function originOf(text: string): string {
  try {
    return new URL(text).origin;
  } catch {
    throw new Error(`PUBLIC_URL must be an absolute URL, not "${text}".`);
  }
}

function redisUrlOf(text: string): string {
  if (/^rediss?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new Error('REDIS_URL must start with redis:// or rediss://.');
}
