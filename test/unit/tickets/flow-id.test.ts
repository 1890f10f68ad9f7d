import { type KeyObject, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeKey, createFlowId, digestFlowId, readFlowId } from '../../../src/tickets/index.js';

const realm = 'default';
const newKey = () => codeKey(randomBytes(32));
const [key, previous, foreign] = [newKey(), newKey(), newKey()];
const keys = [key, previous];
const ANN = 'ann@example.org';
const create = (identifier: string, by: { key?: KeyObject; realm?: string } = {}) =>
  createFlowId(
    { realm: by.realm ?? realm, identifier, key: by.key ?? key },
    { now: MADE_AT, random: randomBytes },
  );
const MADE_AT = new Date('2026-03-01T10:00:00Z');
const read = (flowId: string) => readFlowId(flowId, { realm, keys });
const bytesOf = (flowId: string) => Buffer.from(flowId, 'base64url');

describe('a flow id', () => {
  it('has 64 characters for every identifier, and never comes twice', () => {
    const ids = fc.sample(fc.string(), 200).flatMap((who) => [create(who), create(who)]);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{64}$/);
    expect(new Set(ids).size).toBe(ids.length);
    // Not even in part, so that nobody can tell two flows of one identifier from those of two.
    for (const part of [0, 16, 32])
      expect(new Set(ids.map((id) => bytesOf(id).toString('hex', part, part + 16))).size).toBe(
        ids.length,
      );
  });

  it('counts for its identifier, whichever key made it: a rotation begins no new count', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const who = read(create(one))?.who;
        expect(who).toMatch(/^[A-Za-z0-9_-]{22}$/);
        expect(read(create(one, { key: previous }))?.who).toBe(who);
        expect(read(create(other))?.who === who).toBe(one === other);
      }),
    );
  });

  it.each([
    ['of another installation', create(ANN, { key: foreign })],
    ['of another realm', create(ANN, { realm: 'other' })],
    ['of random bytes', randomBytes(48).toString('base64url')],
    ['cut short', create(ANN).slice(0, 60)],
    ['of nothing', ''],
    ['of no base64url', '!'.repeat(64)],
    ['of two halves', create(ANN).slice(0, 22) + create('eve@example.org').slice(22)],
  ])('%s is none', (_what, flowId) => {
    expect(read(flowId)).toBeNull();
  });

  it('is none any more with any of its bits turned, or once its key is gone', () => {
    const id = create(ANN);
    fc.assert(
      fc.property(fc.nat(48 * 8 - 1), (bit) => {
        const turned = bytesOf(id);
        turned[bit >> 3]! ^= 1 << (bit & 7);
        expect(read(turned.toString('base64url'))).toBeNull();
      }),
    );
    expect(readFlowId(id, { realm, keys: [previous] })).toBeNull();
    expect(readFlowId(id, { realm, keys: [] })).toBeNull();
  });

  it('has a digest of its own in each realm, which holds nothing of it', () => {
    const id = create(ANN);
    const digest = Buffer.from(digestFlowId(realm, id));
    expect(digest).toHaveLength(32);
    expect(digest).toEqual(digestFlowId(realm, id));
    expect(digest).not.toEqual(digestFlowId('other', id));
    for (const part of [0, 16, 32])
      expect(digest.includes(bytesOf(id).subarray(part, part + 16))).toBe(false);
  });
});
