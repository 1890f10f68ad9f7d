import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bcryptSha256, hasher } from '../../../../src/hashing/index.js';
import { vectors } from '../vectors/bcrypt-sha256.js';
import { itIsAFormat } from './each-format.js';

const PARTS = 'abcdefghijklmnopqrstuu$DDZkjU09Vim05Ait7x7R.JfuHDNAppu';
const v2 = (parameters: string) => `$bcrypt-sha256$${parameters}$${PARTS}`;

describe('bcryptSha256', () => {
  itIsAFormat(bcryptSha256(), vectors, [
    ['cost 17', 'too_costly', v2('v=2,t=2b,r=17')],
    ['cost 31', 'too_costly', v2('v=2,t=2b,r=31')],
    ['version 1 of cost 31', 'too_costly', v2('2b,31')],
    ['cost 3', 'malformed', v2('v=2,t=2b,r=3')],
    ['cost 32', 'malformed', v2('v=2,t=2b,r=32')],
    ['a zero before the cost', 'malformed', v2('v=2,t=2b,r=04')],
    ['version 3', 'malformed', v2('v=3,t=2b,r=4')],
    ['version 1, written as 2', 'malformed', v2('v=1,t=2b,r=4')],
    ['another bcrypt', 'malformed', v2('v=2,t=2a,r=4')],
    ['another bcrypt in version 1', 'malformed', v2('2y,4')],
    ['a cut digest', 'malformed', v2('v=2,t=2b,r=4').slice(0, -1)],
    ['no digest', 'malformed', '$bcrypt-sha256$v=2,t=2b,r=4$abcdefghijklmnopqrstuu'],
    ['a salt of more than 16 bytes', 'malformed', v2('v=2,t=2b,r=4').replace('uu$', 'uv$')],
    ['a line end', 'malformed', `${v2('v=2,t=2b,r=4')}\n`],
  ]);

  it('verifies an empty password', async () => {
    const empty =
      '$bcrypt-sha256$v=2,t=2b,r=4$abcdefghijklmnopqrstuu$2YZyxpuwYaPasMvMDkwkEFRN4XLF75a';
    expect(await bcryptSha256().verify(empty, '')).toBe(true);
    expect(await bcryptSha256().verify(empty, '\0')).toBe(false);
  });
});

describe('bcryptSha256 for new passwords', () => {
  const cheap = bcryptSha256({ cost: 10 });

  it('writes Passlib’s second version, with cost 12 by default', async () => {
    const made = await bcryptSha256().hash('correct horse');
    expect(made).toMatch(/^\$bcrypt-sha256\$v=2,t=2b,r=12\$[./A-Za-z0-9]{22}\$[./A-Za-z0-9]{31}$/);
    expect(bcryptSha256().isUpToDate(made)).toBe(true);
    expect(hasher().inspect(made)).toMatchObject({ format: 'bcrypt-sha256', fault: null });
  });

  it('takes a new salt each time', async () => {
    const salts = await Promise.all([cheap.hash('same'), cheap.hash('same')]);
    expect(salts[0].split('$')[3]).not.toBe(salts[1].split('$')[3]);
  });

  it('what was hashed verifies, of any length and with NULs, and nothing else does', async () => {
    const passwords = fc.string({ unit: 'binary', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(passwords, passwords, async (password, other) => {
        const made = await cheap.hash(password);
        expect(cheap.faultOf(made)).toBeNull();
        expect(await cheap.verify(made, password)).toBe(true);
        expect(await cheap.verify(made, other)).toBe(other === password);
      }),
      { numRuns: 5 },
    );
  });

  it('attack 42: sees what stands behind 72 bytes and behind a NUL', async () => {
    const password = `${'x'.repeat(72)}\0y`;
    const made = await cheap.hash(password);
    expect(await cheap.verify(made, password)).toBe(true);
    expect(await cheap.verify(made, `${'x'.repeat(72)}\0z`)).toBe(false);
    expect(await cheap.verify(made, 'x'.repeat(72))).toBe(false);
    expect(hasher({ current: cheap }).limits).toBeUndefined();
  });

  it.each([
    ['v=2,t=2b,r=12', false],
    ['v=2,t=2b,r=11', true],
    ['v=2,t=2b,r=13', true],
    ['2b,12', true],
  ])('asks for a rehash of %s: %s', (parameters, needsRehash) => {
    expect(hasher({ current: bcryptSha256() }).needsRehash(v2(parameters))).toBe(needsRehash);
  });

  it.each([9, 17, 10.5, Number.NaN])('refuses the cost %s', (cost) => {
    expect(() => bcryptSha256({ cost })).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining('bcryptSha256()'),
      }),
    );
  });
});
