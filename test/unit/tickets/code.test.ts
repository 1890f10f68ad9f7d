import { createSecretKey, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeKey,
  decoyTicket,
  deriveCode,
  keyBytes,
  matchesCode,
  mintCode,
} from '../../../src/tickets/index.js';

const [key, previous] = [1, 2].map(() => codeKey(randomBytes(32)));
const of = { realm: 'default', entryId: 'entry', flowDigest: randomBytes(32) };
const now = new Date('2030-01-01T00:00:00Z');
const source = { now, newId: () => randomBytes(8).toString('hex'), random: randomBytes };
const mint = (more: Partial<Parameters<typeof mintCode>[0]> = {}) =>
  mintCode(
    {
      ...of,
      accountKey: 'ann',
      account: { email: 'ann@example.org' },
      credentialsVersion: 3,
      purpose: 'reset',
      lifetimeSeconds: 600,
      clientState: 'state',
      digits: 8,
      key: key!,
      ...more,
    },
    source,
  );

describe('a derived code', () => {
  it('has as many digits as it is told, the leading zeros among them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 12 }), fc.string(), (digits, entryId) => {
        const code = deriveCode(key!, { ...of, entryId }, digits);
        expect(code).toMatch(new RegExp(`^[0-9]{${digits}}$`));
      }),
    );
  });

  it('is the same for the same entry, and another for any other entry, flow, realm or key', () => {
    const code = deriveCode(key!, of, 12);
    expect(deriveCode(key!, { ...of }, 12)).toBe(code);
    for (const other of [
      deriveCode(previous!, of, 12),
      deriveCode(key!, { ...of, entryId: 'entrz' }, 12),
      deriveCode(key!, { ...of, realm: 'defaulu' }, 12),
      deriveCode(key!, { ...of, flowDigest: randomBytes(32) }, 12),
    ])
      expect(other).not.toBe(code);
  });

  it('favours no digit in any place', () => {
    const rounds = 20_000;
    const counts = Array.from({ length: 6 }, () => new Array<number>(10).fill(0));
    for (let n = 0; n < rounds; n += 1)
      [...deriveCode(key!, { ...of, entryId: String(n) }, 6)].forEach((digit, place) => {
        counts[place]![Number(digit)]! += 1;
      });
    // Chi-square with nine degrees of freedom: beyond 40 one time in a hundred thousand.
    for (const place of counts) {
      const expected = rounds / 10;
      const chi = place.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      expect(chi).toBeLessThan(40);
    }
  });
});

describe('the ticket of a code', () => {
  it('is good at once, for its account, version and address', () => {
    const { ticket, code } = mint();
    expect(ticket).toMatchObject({
      accountKey: 'ann',
      address: 'ann@example.org',
      credentialsVersion: 3,
      purpose: 'reset',
      state: 'live',
      entryId: 'entry',
      clientState: 'state',
      expiresAt: new Date(now.getTime() + 600_000),
      code: { tries: 0 },
    });
    expect(JSON.stringify(ticket)).not.toContain(code);
  });

  it('matches its code under any of the keys, and nothing else', () => {
    const { ticket, code } = mint();
    const digest = ticket.code!.digest;
    const typed = { code, digest };
    expect(matchesCode([key!], of, typed)).toBe(true);
    expect(matchesCode([previous!, key!], of, typed)).toBe(true);
    expect(matchesCode([previous!], of, typed)).toBe(false);
    expect(matchesCode([], of, typed)).toBe(false);
    const wrong = String((Number(code) + 1) % 1e8).padStart(8, '0');
    expect(matchesCode([key!], of, { code: wrong, digest })).toBe(false);
    expect(matchesCode([key!], { ...of, flowDigest: randomBytes(32) }, typed)).toBe(false);
    expect(matchesCode([key!], { ...of, realm: 'other' }, typed)).toBe(false);
    expect(matchesCode([key!], of, { code, digest: digest.subarray(1) })).toBe(false);
  });

  it('has a decoy that nothing opens and that lives as long', () => {
    const decoy = () => decoyTicket({ realm: 'default', lifetimeSeconds: 600 }, source);
    const { ticket } = mint();
    const [one, other] = [decoy(), decoy()];
    expect(one.accountKey).not.toBe(other.accountKey);
    expect(one.code?.digest).not.toEqual(other.code?.digest);
    expect(one.code?.digest).toHaveLength(ticket.code!.digest.byteLength);
    expect(one).toMatchObject({
      purpose: ticket.purpose,
      state: ticket.state,
      issuedAt: ticket.issuedAt,
      expiresAt: ticket.expiresAt,
      address: null,
      entryId: null,
    });
  });
});

describe('a key', () => {
  it('is measured in bytes, whatever it is written in', () => {
    expect(keyBytes('a'.repeat(32))).toBe(32);
    expect(keyBytes('é'.repeat(16))).toBe(32);
    expect(keyBytes(new Uint8Array(31))).toBe(31);
  });

  it('prints as nothing, and is the same as text or bytes', () => {
    const text = 'a secret of more than thirty-two bytes';
    expect(inspect(codeKey(text), { showHidden: true, depth: 9 })).not.toContain('secret of');
    expect(codeKey(text).equals(createSecretKey(Buffer.from(text)))).toBe(true);
    expect(codeKey(Buffer.from(text)).equals(codeKey(text))).toBe(true);
  });
});
