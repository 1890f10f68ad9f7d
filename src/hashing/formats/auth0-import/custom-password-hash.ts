import * as z from 'zod';
import { fromAnyBase64 } from '../../encodings/any-base64.js';

const encoding = z.enum(['base64', 'hex', 'utf8']);
/** What Node calls its encodings. In Node, `ascii` writes what `latin1` does. */
const textEncoding = z.enum(['ascii', 'utf8', 'utf16le', 'ucs2', 'latin1', 'binary']);

/** Of HMAC and PBKDF2 alike; what other names there are for them, {@link digestCalled} knows. */
const digestName = z.enum([
  'md4',
  'md5',
  'ripemd160',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'whirlpool',
]);

const positive = z.int().positive();

/**
 * The object as Auth0's schema of bulk imports has it, its defaults filled in. What only some
 * algorithms use is checked with them; what an algorithm has no use for does not matter to it.
 */
const schema = z.strictObject({
  algorithm: z.enum([
    'argon2',
    'bcrypt',
    'hmac',
    'ldap',
    'md4',
    'md5',
    'pbkdf2',
    'scrypt',
    'sha1',
    'sha256',
    'sha512',
  ]),
  hash: z.object({
    value: z.string().min(1),
    encoding: encoding.optional(),
    digest: digestName.optional(),
    key: z.object({ value: z.string(), encoding: encoding.default('utf8') }).optional(),
  }),
  salt: z
    .object({
      value: z.string(),
      encoding: encoding.default('utf8'),
      position: z.enum(['prefix', 'suffix']).default('prefix'),
    })
    .optional(),
  password: z.object({ encoding: textEncoding.default('utf8') }).default({ encoding: 'utf8' }),
  keylen: positive.optional(),
  cost: positive.default(16_384),
  blockSize: positive.default(8),
  parallelization: positive.default(1),
});

export type CustomPasswordHash = z.infer<typeof schema>;
export type DigestName = z.infer<typeof digestName>;
export type TextEncoding = z.infer<typeof textEncoding>;
interface Encoded {
  readonly value: string;
  readonly encoding?: z.infer<typeof encoding> | undefined;
}

/** Reads the JSON text of a `custom_password_hash`; `null` where it is none. */
export function readCustomPasswordHash(text: string): CustomPasswordHash | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The bytes that a salt or a key stands for, or `null`. Hexadecimal is of either case. */
export function bytesOf({ value, encoding = 'utf8' }: Encoded): Buffer | null {
  if (encoding === 'utf8') return Buffer.from(value);
  if (encoding === 'base64') return fromAnyBase64(value);
  return /^(?:[0-9a-f]{2})*$/i.test(value) ? Buffer.from(value, 'hex') : null;
}

/** The digest that OpenSSL knows by this name: Auth0 lists them all for PBKDF2, but for MDC2. */
export function digestCalled(name: string): DigestName | null {
  const bare = name
    .toLowerCase()
    .replace(/^(?:rsa|ssl3)-/, '')
    .replace(/withrsa(?:encryption)?$/, '')
    .replace(/^sha1-2$/, 'sha1')
    .replace(/^(?:ripemd|rmd160)$/, 'ripemd160');
  return digestName.safeParse(bare).data ?? null;
}
