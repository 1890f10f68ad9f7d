import { scryptSync } from 'node:crypto';
import fc from 'fast-check';
import { firebaseScrypt, scrypt } from 'latchkey';
import { describe, expect, it } from 'vitest';
import { isScryptCost, scryptKey } from '../../../src/hashing/scrypt-key.js';

describe('parameters that RFC 7914 forbids', () => {
  it('are those that OpenSSL throws for', () => {
    const parameter = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 18 }),
        parameter,
        parameter,
        (logN, blockSize, parallelism) => {
          const options = { N: 2 ** logN, r: blockSize, p: parallelism, maxmem: 2 ** 30 };
          let isTaken = true;
          try {
            // In Node, a zero is as good as nothing, and asks for the default.
            if (blockSize * parallelism === 0) throw new Error();
            scryptSync('', '', 1, options);
          } catch {
            isTaken = false;
          }
          expect(isScryptCost({ logN, blockSize, parallelism })).toBe(isTaken);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are refused as malformed, not thrown at a sign-in', async () => {
    const tail = '$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    const key = 'A'.repeat(43);
    const keys = { signerKey: key, saltSeparator: 'Bw==' };
    expect(scrypt().faultOf(`$scrypt$ln=15,r=1,p=1${tail}`)).toBeNull();
    expect(scrypt().faultOf(`$scrypt$ln=16,r=1,p=1${tail}`)).toBe('malformed');
    expect(firebaseScrypt(keys).faultOf(`$fbscrypt$v=1,n=15,r=1,p=1$AAAA$${key}`)).toBeNull();
    expect(firebaseScrypt(keys).faultOf(`$fbscrypt$v=1,n=16,r=1,p=1$AAAA$${key}`)).toBe(
      'malformed',
    );
    await expect(
      scryptKey('', '', 16, { logN: 16, blockSize: 1, parallelism: 1 }),
    ).rejects.toThrow();
    expect(() => scrypt({ logN: 16, blockSize: 1 })).toThrowError(/"logN"/);
  });
});
