import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLatchkeyError } from '../../../../src/errors.js';
import {
  argon2d,
  argon2i,
  argon2id,
  bcrypt,
  hasher,
  scrypt,
} from '../../../../src/hashing/index.js';

const known = hasher();

/** As RFC 7914 gives them: hexadecimal output for a text salt. */
function phcOfRfc7914(cost: string, salt: string, hex: string): string {
  const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$scrypt$${cost}$${base64(Buffer.from(salt))}$${base64(Buffer.from(hex.replace(/\s/g, ''), 'hex'))}`;
}

const VECTORS: readonly (readonly [source: string, passwordHash: string, password: string])[] = [
  [
    'argon2 reference implementation, src/test.c: argon2id, version 19',
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    'password',
  ],
  [
    'argon2 reference implementation, src/test.c: argon2id, two lanes',
    '$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc',
    'password',
  ],
  [
    'argon2 reference implementation, src/test.c: argon2i, version 19',
    '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA',
    'password',
  ],
  [
    'argon2 reference implementation, src/test.c: argon2i, version 16, which is not written',
    '$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ',
    'password',
  ],
  [
    'RFC 7914 section 12, second vector',
    phcOfRfc7914(
      'ln=10,r=8,p=16',
      'NaCl',
      `fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162
       2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640`,
    ),
    'password',
  ],
  [
    'RFC 7914 section 12, third vector',
    phcOfRfc7914(
      'ln=14,r=8,p=1',
      'SodiumChloride',
      `7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2
       d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887`,
    ),
    'pleaseletmein',
  ],
  ['jBCrypt', '$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.', ''],
  ['jBCrypt', '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i', 'abc'],
  [
    'jBCrypt',
    '$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC',
    'abcdefghijklmnopqrstuvwxyz',
  ],
  [
    'jBCrypt',
    '$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO',
    '~!@#$%^&*()      ~!@#$%^&*()PNBFRD',
  ],
  ['crypt_blowfish', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
  ['crypt_blowfish', '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
  ['crypt_blowfish', '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
];

describe('known answers', () => {
  it.each(VECTORS)('%s: %s', async (_, passwordHash, password) => {
    expect(known.recognizes(passwordHash)).toBe(true);
    expect(await known.verify(passwordHash, password)).toBe(true);
    expect(await known.verify(passwordHash, `${password}x`)).toBe(false);
  });

  it('verifies argon2d as another program writes it', async () => {
    const { hash } = await import('@node-rs/argon2');
    const stored = await hash('a password', { algorithm: 0, memoryCost: 64, timeCost: 1 });
    expect(stored).toMatch(/^\$argon2d\$/);
    expect(await hasher({ verifies: [argon2d()] }).verify(stored, 'a password')).toBe(true);
    expect(await known.verify(stored, 'another')).toBe(false);
  });
});

describe('hashing', () => {
  it('writes argon2id with the default parameters', async () => {
    const stored = await hasher().hash('correct horse');
    expect(stored).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
    expect(await known.verify(stored, 'correct horse')).toBe(true);
    expect(await known.verify(stored, 'correct hors')).toBe(false);
    expect(known.needsRehash(stored)).toBe(false);
  });

  it('writes scrypt as a PHC string, a new salt each time', async () => {
    const cheap = hasher({ current: scrypt({ logN: 10 }), verifies: [] });
    const [first, second] = [await cheap.hash('pässwörd'), await cheap.hash('pässwörd')];
    expect(first).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(second).not.toBe(first);
    expect(await cheap.verify(first, 'pässwörd')).toBe(true);
    expect(await cheap.verify(first, 'passwörd')).toBe(false);
  });

  it('computes scrypt with its default parameters', async () => {
    const stored = await scrypt().hash('a password');
    expect(stored).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/);
    expect(await known.verify(stored, 'a password')).toBe(true);
  });

  it.each([
    ['another format', '$2b$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi'],
    ['less memory', argon2Hash({ m: 19_455 })],
    ['more memory', argon2Hash({ m: 19_457 })],
    ['other passes', argon2Hash({ t: 3 })],
    ['other lanes', argon2Hash({ p: 2 })],
    ['an older version', argon2Hash({ v: 16 })],
    ['another variant', argon2Hash({ variant: 'argon2i' })],
    ['a short salt', argon2Hash({ salt: 'c29tZXNhbHQ' })],
    ['no format at all', 'plain'],
  ])('asks for a rehash of %s', (_, stored) => {
    expect(known.needsRehash(argon2Hash({}))).toBe(false);
    expect(known.needsRehash(stored)).toBe(true);
  });

  it.each([
    ['argon2id', () => argon2id({ memoryKib: 7 })],
    ['argon2id', () => argon2id({ memoryKib: 262_145 })],
    ['argon2id', () => argon2id({ passes: 0 })],
    ['argon2id', () => argon2id({ passes: 17 })],
    ['argon2id', () => argon2id({ parallelism: 17 })],
    ['argon2id', () => argon2id({ parallelism: 1.5 })],
    ['scrypt', () => scrypt({ logN: 9 })],
    ['scrypt', () => scrypt({ logN: 20 })],
    ['scrypt', () => scrypt({ blockSize: 33 })],
    ['scrypt', () => scrypt({ parallelism: 8 })],
    ['scrypt', () => scrypt({ parallelism: 0 })],
  ])('%s refuses parameters that it would not verify', (_, make) => {
    expect(make).toThrowError(expect.objectContaining({ code: 'ERR_INVALID_OPTION' }));
  });
});

describe('attack 41: hostile stored parameters', () => {
  const boundaries: readonly (readonly [string, string, string])[] = [
    ['argon2 memory', argon2Hash({ m: 262_144 }), argon2Hash({ m: 262_145 })],
    ['argon2 passes', argon2Hash({ t: 16 }), argon2Hash({ t: 17 })],
    ['argon2 lanes', argon2Hash({ p: 16 }), argon2Hash({ p: 17 })],
    ['scrypt N', scryptHash('ln=20,r=4,p=1'), scryptHash('ln=21,r=1,p=1')],
    ['scrypt r', scryptHash('ln=10,r=32,p=1'), scryptHash('ln=10,r=33,p=1')],
    ['scrypt memory', scryptHash('ln=19,r=8,p=1'), scryptHash('ln=20,r=8,p=1')],
    ['scrypt lanes', scryptHash('ln=18,r=8,p=2'), scryptHash('ln=18,r=8,p=3')],
    ['scrypt p', scryptHash('ln=10,r=8,p=16'), scryptHash('ln=10,r=8,p=17')],
    ['bcrypt cost', bcryptHash('15'), bcryptHash('16')],
  ];

  it.each(boundaries)(
    '%s: the ceiling is recognised, one above it is refused',
    async (_, at, above) => {
      expect(known.recognizes(at)).toBe(true);
      expect(known.recognizes(above)).toBe(false);
      await expect(known.verify(above, 'x')).rejects.toMatchObject({ code: 'ERR_HASH_REFUSED' });
    },
  );

  it.each([
    argon2Hash({ m: 4_194_304 }),
    argon2Hash({ m: 4_294_967_295 }),
    argon2Hash({ t: 4_294_967_295 }),
    scryptHash('ln=30,r=8,p=1'),
    scryptHash('ln=4000000000,r=8,p=1'),
    bcryptHash('31'),
    `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(1_000_000)}$${'A'.repeat(43)}`,
    `$scrypt$ln=17,r=8,p=1$${'A'.repeat(1_000_000)}$${'A'.repeat(43)}`,
    `$2b$10$${'A'.repeat(1_000_000)}`,
  ])('refuses %# in less than a millisecond', async (stored) => {
    let quickest = Number.POSITIVE_INFINITY;
    // The quickest of a few: the machine may be busy with something else.
    for (let i = 0; i < 5; i += 1) {
      const started = performance.now();
      const refusal = await known.verify(stored, 'x').catch((error: unknown) => error);
      quickest = Math.min(quickest, performance.now() - started);
      expect(refusal).toMatchObject({ code: 'ERR_HASH_REFUSED' });
    }
    expect(quickest).toBeLessThan(1);
  });

  it.each([
    ['', 'empty'],
    ['password', 'clear text'],
    ['5f4dcc3b5aa765d61d8327deb882cf99', 'a bare digest'],
    ['$argon2id$', 'nothing behind the name'],
    ['$argon2id$v=19$m=19456,t=2$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc', 'no p'],
    [`${argon2Hash({})}\n`, 'a line end behind it'],
    [argon2Hash({ salt: 'c29t' }), 'a salt below eight bytes'],
    [argon2Hash({ salt: 'c29tZXNhbHQxx' }), 'a salt of no whole bytes'],
    [argon2Hash({ salt: 'c29tZXNhbHR' }), 'a salt with bits that stand for nothing'],
    [argon2Hash({}).replace(/.$/, 'd'), 'a tag with bits that stand for nothing'],
    [argon2Hash({ m: 15, p: 2 }), 'less than eight blocks a lane'],
    [
      '$argon2id$v=20$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
      'v=20',
    ],
    [argon2Hash({}).replace('m=19456', 'm=-19456'), 'a negative number'],
    [argon2Hash({}).replace('m=19456', 'm=1e4'), 'a number with an exponent'],
    [scryptHash('ln=0,r=8,p=1'), 'N = 1'],
    ['$2b$03$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi', 'a cost below four'],
    ['$2b$+4$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi', 'a sign in the cost'],
    ['$2b$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIU', 'one character short'],
  ])('refuses the malformed %j (%s) and does not quote it', async (stored) => {
    expect(known.recognizes(stored)).toBe(false);
    const refusal = await known.verify(stored, 'x').catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'ERR_HASH_REFUSED' });
    if (stored.length > 12) expect((refusal as Error).message).not.toContain(stored);
  });

  it('answers any text with a verdict or a refusal, and recognises only what it verifies', async () => {
    const cheap = hasher({
      current: argon2id(),
      verifies: [argon2i(), scrypt(), bcrypt()],
    });
    const pieces = fc.constantFrom(
      '$',
      'argon2id',
      'argon2i',
      'scrypt',
      '2b',
      '2a',
      'v=19',
      'm=8,t=1,p=1',
      'ln=1,r=1,p=1',
      ',',
      '=',
      'c29tZXNhbHQ',
      'A'.repeat(43),
      '04',
      '\0',
      'é',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 10 }), async (parts) => {
        const stored = parts.join('');
        const outcome = await cheap.verify(stored, 'x').catch((error: unknown) => error);
        const refused = isLatchkeyError(outcome) && outcome.code === 'ERR_HASH_REFUSED';
        expect(refused || typeof outcome === 'boolean').toBe(true);
        expect(cheap.recognizes(stored)).toBe(!refused);
      }),
      { numRuns: 500 },
    );
  });

  it('verifies only the formats that it was given', async () => {
    const onlyScrypt = hasher({ current: scrypt(), verifies: [] });
    expect(onlyScrypt.recognizes(argon2Hash({}))).toBe(false);
    await expect(onlyScrypt.verify(argon2Hash({}), 'x')).rejects.toMatchObject({
      code: 'ERR_HASH_REFUSED',
    });
  });
});

describe('attack 42: bcrypt cuts passwords', () => {
  // Made by the native package, which cuts as bcrypt always has.
  const stored = async (password: string) => (await import('@node-rs/bcrypt')).hash(password, 4);

  it('matches the whole 72 bytes', async () => {
    expect(await bcrypt().verify(await stored('x'.repeat(72)), 'x'.repeat(72))).toBe(true);
  });

  it('never matches on the first 72 bytes of more', async () => {
    const native = await import('@node-rs/bcrypt');
    const hash = await stored('x'.repeat(72));
    expect(await native.verify(`${'x'.repeat(72)}y`, hash)).toBe(true);
    expect(await bcrypt().verify(hash, `${'x'.repeat(72)}y`)).toBe(false);
    expect(await bcrypt().verify(await stored('é'.repeat(36)), `${'é'.repeat(36)}z`)).toBe(false);
    expect(await bcrypt().verify(await stored('x'.repeat(73)), 'x'.repeat(73))).toBe(false);
  });

  it('never matches on what stands before a NUL', async () => {
    expect(await bcrypt().verify(await stored('secret'), 'secret\0and more')).toBe(false);
    expect(await bcrypt().verify(await stored('secret\0a'), 'secret\0a')).toBe(false);
    expect(await bcrypt().verify(await stored(''), '\0')).toBe(false);
  });

  it('argon2id and scrypt see every byte', async () => {
    for (const format of [argon2id({ memoryKib: 8, passes: 1 }), scrypt({ logN: 10 })]) {
      const hash = await format.hash(`${'x'.repeat(72)}\0y`);
      expect(await format.verify(hash, `${'x'.repeat(72)}\0y`)).toBe(true);
      expect(await format.verify(hash, `${'x'.repeat(72)}\0z`)).toBe(false);
      expect(await format.verify(hash, 'x'.repeat(72))).toBe(false);
    }
  });
});

function argon2Hash(change: {
  variant?: string;
  v?: number;
  m?: number;
  t?: number;
  p?: number;
  salt?: string;
}): string {
  const { variant = 'argon2id', v = 19, m = 19_456, t = 2, p = 1 } = change;
  const salt = change.salt ?? 'c29tZXNhbHRzb21lc2FsdA';
  return `$${variant}$v=${v}$m=${m},t=${t},p=${p}$${salt}$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc`;
}

function scryptHash(cost: string): string {
  return `$scrypt$${cost}$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc`;
}

function bcryptHash(cost: string): string {
  return `$2b$${cost}$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi`;
}
