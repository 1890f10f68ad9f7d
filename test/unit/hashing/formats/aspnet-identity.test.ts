import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aspnetIdentity } from '../../../../src/hashing/formats/aspnet-identity.js';
import { vectors } from '../vectors/aspnet-identity.js';
import { itIsAFormat } from './each-format.js';

/** Version 3 with any numbers in its header. */
function version3(digest: number, iterations: number, saltLength: number, bytes = 48): string {
  const header = Buffer.alloc(13);
  header[0] = 1;
  header.writeUInt32BE(digest, 1);
  header.writeUInt32BE(iterations, 5);
  header.writeUInt32BE(saltLength, 9);
  return Buffer.concat([header, Buffer.alloc(bytes, 7)]).toString('base64');
}

describe('aspnet-identity', () => {
  itIsAFormat(aspnetIdentity(), vectors, [
    ['all iterations there can be', 'too_costly', version3(1, 0xffff_ffff, 16)],
    ['one iteration too many', 'too_costly', version3(1, 6_000_001, 16)],
    ['blocks too many', 'too_costly', version3(0, 2_000_000, 16, 16 + 80)],
    ['no iterations', 'malformed', version3(1, 0, 16)],
    ['a salt longer than the whole', 'malformed', version3(1, 1000, 0xffff_ffff)],
    ['a salt of 15 bytes', 'malformed', version3(1, 1000, 15)],
    ['a salt that leaves no key', 'malformed', version3(1, 1000, 48)],
    ['a key of 15 bytes', 'malformed', version3(1, 1000, 33)],
    ['a key of 129 bytes', 'malformed', version3(1, 1000, 16, 16 + 129)],
    ['a cut header', 'malformed', version3(1, 1000, 16).slice(0, 16)],
    ['no padding', 'malformed', version3(1, 1000, 16).replace(/=+$/, '')],
    ['the URL alphabet', 'malformed', version3(1, 1000, 16).replace(/BwcH/, 'B-cH')],
    ['a line end', 'malformed', `${version3(1, 1000, 16)}\n`],
    // Of ASP.NET Core's own tests.
    ['a key that is too short', 'malformed', 'AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4A='],
  ]);

  it('recognises nothing but the two versions', () => {
    const bytes = (first: number, count: number) =>
      Buffer.concat([Buffer.from([first]), Buffer.alloc(count - 1, 7)]).toString('base64');
    expect(aspnetIdentity().recognizes(bytes(0, 49))).toBe(true);
    for (const other of [
      bytes(0, 48),
      bytes(0, 50),
      bytes(1, 49),
      bytes(2, 49),
      version3(3, 1000, 16),
    ])
      expect(aspnetIdentity().recognizes(other)).toBe(false);
    // Of ASP.NET Core's own tests: too short, and with something behind it.
    for (const other of [
      'AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggE=',
      'AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJgAAAAAAAAAAAAA=',
    ])
      expect(aspnetIdentity().recognizes(other)).toBe(false);
  });

  it('takes no random bytes of another system for its own', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 96 }), (bytes) => {
        const isOurs = aspnetIdentity().recognizes(Buffer.from(bytes).toString('base64'));
        if (isOurs) expect(bytes[0]).toBeLessThan(2);
      }),
      { numRuns: 1000 },
    );
  });

  it('decoys keep header and salt, so that they cost the same', async () => {
    for (const { passwordHash } of vectors) {
      const decoy = Buffer.from(aspnetIdentity().decoyOf?.(passwordHash) ?? '', 'base64');
      const bytes = Buffer.from(passwordHash, 'base64');
      const keyAt = bytes[0] === 0 ? 17 : 13 + bytes.readUInt32BE(9);
      expect(decoy.length).toBe(bytes.length);
      expect(decoy.subarray(0, keyAt)).toEqual(bytes.subarray(0, keyAt));
      expect(decoy.subarray(keyAt)).not.toEqual(bytes.subarray(keyAt));
    }
    expect(aspnetIdentity().decoyOf?.('AQAAAAEA')).toBeNull();
  });
});
