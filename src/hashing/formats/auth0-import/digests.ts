import { createHash, createHmac, getHashes, pbkdf2 as nodePbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { IHasher } from 'hash-wasm';
import { lazily } from '../../format.js';
import { inSlices } from '../../in-slices.js';
import { PBKDF2_CEILING } from '../../pbkdf2-key.js';
import type { DigestName } from './custom-password-hash.js';

export const DIGEST_BYTES: Readonly<Record<DigestName, number>> = {
  md4: 16,
  md5: 16,
  ripemd160: 20,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
  whirlpool: 64,
};

/** In iterations times blocks. Without OpenSSL it takes about 2.5 s of the main thread, in slices. */
const CEILING = { native: PBKDF2_CEILING.rounds, wasm: 1_000_000 } as const;

const native = new Set(getHashes());
const derive = promisify(nodePbkdf2);

/** OpenSSL 3 has MD4 and Whirlpool in its legacy provider only, which Node does not load. */
const wasm = lazily(
  'hash-wasm',
  () => import('hash-wasm'),
  'It computes MD4 and Whirlpool, which OpenSSL 3 has given up.',
);

async function wasmDigest(name: DigestName): Promise<IHasher> {
  const { createMD4, createWhirlpool } = await wasm();
  return name === 'md4' ? createMD4() : createWhirlpool();
}

export async function digest(name: DigestName, data: Uint8Array): Promise<Uint8Array> {
  if (native.has(name)) return createHash(name).update(data).digest();
  return (await wasmDigest(name)).update(data).digest('binary');
}

export async function hmac(
  name: DigestName,
  key: Uint8Array,
  data: Uint8Array,
): Promise<Uint8Array> {
  if (native.has(name)) return createHmac(name, key).update(data).digest();
  const { createHMAC } = await wasm();
  return (await createHMAC(wasmDigest(name), key)).update(data).digest('binary');
}

export interface Pbkdf2Parameters {
  readonly digest: DigestName;
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly bytes: number;
}

/** Whether a derivation costs more than verification is willing to spend: attack 41. */
export function isTooCostly({ digest, iterations, bytes }: Pbkdf2Parameters): boolean {
  const rounds = iterations * Math.ceil(bytes / DIGEST_BYTES[digest]);
  return rounds > (native.has(digest) ? CEILING.native : CEILING.wasm);
}

/** PBKDF2 (RFC 8018 section 5.2): off the event loop, or a few milliseconds of it at a time. */
export async function pbkdf2(
  password: Uint8Array,
  { digest, iterations, salt, bytes }: Pbkdf2Parameters,
): Promise<Uint8Array> {
  if (native.has(digest)) return derive(password, salt, iterations, bytes, digest);
  const { createHMAC } = await wasm();
  const prf = await createHMAC(wasmDigest(digest), password);
  const blocks: Buffer[] = [];
  for (let n = 1; n <= Math.ceil(bytes / DIGEST_BYTES[digest]); n += 1) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(n);
    let last = prf
      .init()
      .update(Buffer.concat([salt, number]))
      .digest('binary');
    const sum = Buffer.from(last);
    await inSlices(iterations - 1, () => {
      last = prf.init().update(last).digest('binary');
      for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) ^ (last[at] ?? 0);
    });
    blocks.push(sum);
  }
  return Buffer.concat(blocks).subarray(0, bytes);
}
