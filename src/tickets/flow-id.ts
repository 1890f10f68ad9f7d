import { createHash, type KeyObject, timingSafeEqual } from 'node:crypto';
import { keyedHash } from './keyed-hash.js';

/** A third of a flow id: as many bits as nobody guesses, finds twice or forges. */
const PART_BYTES = 16;
/** As long as milliseconds need until the year 10889. */
const TIME_BYTES = 6;

/**
 * Makes the id of a flow that waits for a code: 48 bytes as 64 characters of base64url, the same
 * in form for every identifier. Six tell when it was made, and ten are random. 16 say whose flow it
 * is, masked under the current key, so that tries are counted per identifier while the id tells
 * nobody which one that is. 16 are a MAC over all of it and the realm, so that an id that is
 * forged, or of another realm or installation, is refused before any store is called.
 *
 * @param flow.identifier - as {@link normalizeIdentifier} writes it, or spellings would count apart
 */
export function createFlowId(
  flow: { readonly realm: string; readonly identifier: string; readonly key: KeyObject },
  source: { readonly now: Date; readonly random: (bytes: number) => Uint8Array },
): string {
  const nonce = Buffer.alloc(PART_BYTES);
  nonce.writeUIntBE(source.now.getTime(), 0, TIME_BYTES);
  nonce.set(source.random(PART_BYTES - TIME_BYTES), TIME_BYTES);
  const who = createHash('sha256')
    .update(JSON.stringify(['latchkey who', flow.realm, flow.identifier]))
    .digest();
  const masked = xor(who.subarray(0, PART_BYTES), maskOf(flow.key, flow.realm, nonce));
  const mac = macOf(flow.key, flow.realm, nonce, masked);
  return Buffer.concat([nonce, masked, mac]).toString('base64url');
}

/**
 * Reads whose flow it is, by whichever key made the id; `null` where none of them did. `who` is the
 * same for all flows of an identifier, whatever the key: a rotation begins no new count.
 */
export function readFlowId(
  flowId: string,
  by: { readonly realm: string; readonly keys: readonly KeyObject[] },
): { readonly who: string; readonly madeAt: Date } | null {
  const bytes = Buffer.from(flowId, 'base64url');
  if (bytes.byteLength !== 3 * PART_BYTES) return null;
  const nonce = bytes.subarray(0, PART_BYTES);
  const masked = bytes.subarray(PART_BYTES, 2 * PART_BYTES);
  const mac = bytes.subarray(2 * PART_BYTES);
  const key = by.keys.find((each) => timingSafeEqual(macOf(each, by.realm, nonce, masked), mac));
  if (key === undefined) return null;
  return {
    who: xor(masked, maskOf(key, by.realm, nonce)).toString('base64url'),
    madeAt: new Date(nonce.readUIntBE(0, TIME_BYTES)),
  };
}

/**
 * Digests a flow id for storage and look-up, apart from the digests of tokens. The stores and the
 * outbox hold this and never the id, so that who reads them has nothing to type a code beside.
 */
export function digestFlowId(realm: string, flowId: string): Uint8Array {
  return createHash('sha256')
    .update(JSON.stringify(['latchkey flow', realm, flowId]))
    .digest();
}

const maskOf = (key: KeyObject, realm: string, nonce: Uint8Array) =>
  keyedHash(key, 'flow mask', [realm, nonce]).subarray(0, PART_BYTES);

const macOf = (key: KeyObject, realm: string, nonce: Uint8Array, masked: Uint8Array) =>
  keyedHash(key, 'flow mac', [realm, nonce, masked]).subarray(0, PART_BYTES);

const xor = (one: Uint8Array, other: Uint8Array) =>
  Buffer.from(one.map((byte, index) => byte ^ (other[index] as number)));
