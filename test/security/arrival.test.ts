import { createHmac } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { argon2id, bcrypt, hasher } from 'latchkey';
import { expect, it } from 'vitest';
import { forEachEngine } from '../support/each-engine.js';
import { openService, passwordOf } from '../support/open-service.js';
import type { Vector } from '../unit/hashing/formats/each-format.js';

/** What real systems made, from the tests of each format. */
const folder = new URL('../unit/hashing/vectors/', import.meta.url);
const files = await Promise.all(
  readdirSync(folder).map(
    (name): Promise<{ readonly vectors?: readonly Vector[] }> => import(new URL(name, folder).href),
  ),
);
const all = files.flatMap(({ vectors = [] }) => vectors);
/** An empty password, or one with a NUL, opens nothing here; for white space around one see below. */
const signable = all.filter(
  ({ password }) =>
    password.trim() !== '' &&
    password.trim() === password &&
    !password.includes('\0') &&
    // What one format alone takes for the plain spelling is not upgraded either.
    password.normalize('NFKC') === password.normalize('NFC'),
);

forEachEngine(
  'moving in',
  (engine) => {
    it.each(signable)(
      'the first sign-in verifies and upgrades, and raises no version: $source',
      async ({ password, passwordHash }) => {
        const current = argon2id({ memoryKib: 8, passes: 1 });
        const service = openService(engine, { hasher: hasher({ current }) });
        await service.seedAccount({ id: 'ann', email: 'ann@example.org', passwordHash });
        const session = await service.signIn('ann@example.org', password);
        expect(session).not.toBeNull();

        const upgraded = (await engine.account('ann'))?.passwordHash ?? '';
        expect(upgraded).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$/);
        expect(service.eventsOf('password.rehashed')).toHaveLength(1);
        expect(await service.signIn('ann@example.org', password)).not.toBeNull();
        expect(await service.signIn('ann@example.org', passwordOf('wrong'))).toBeNull();
        expect((await engine.account('ann'))?.passwordHash).toBe(upgraded);
        expect(service.eventsOf('hash.refused')).toEqual([]);
        // The password is what it was, so what hangs on it stays.
        expect(await service.isSessionGood(session ?? '')).toBe(true);
        expect(await service.stores.credentials.read('ann')).toMatchObject({ version: 0 });
      },
    );

    it.each(signable.filter((_, index) => index % 8 === 0))(
      'attack 44: a reset that comes between an old hash and its upgrade wins: $source',
      async ({ password, passwordHash }) => {
        const current = argon2id({ memoryKib: 8, passes: 1 });
        const real = hasher({ current });
        let between = async () => {};
        const service = openService(engine, {
          hasher: {
            ...real,
            verify: async (stored, given, signal) => {
              const matches = await real.verify(stored, given, signal);
              const first = between;
              between = async () => {};
              if (stored === passwordHash) await first();
              return matches;
            },
          },
        });
        await service.seedAccount({ id: 'ann', email: 'ann@example.org', passwordHash });
        between = async () => {
          const set = { accountId: 'ann', newPassword: passwordOf('reset') };
          expect(await service.passwords.adminSetPassword(set)).toMatchObject({ ok: true });
        };
        expect(await service.signIn('ann@example.org', password)).toBeNull();
        expect(await service.signIn('ann@example.org', password)).toBeNull();
        expect(await service.signIn('ann@example.org', passwordOf('reset'))).not.toBeNull();
        expect(service.eventsOf('password.rehashed')).toEqual([]);
      },
    );

    it.each([
      ['WordPress before 6.8', 'phpass'],
      ['WordPress 6.8', 'wordpress'],
      ['Drupal 7', 'drupal'],
    ])('a stray space that %s overlooked does not become part of the password', async (_, file) => {
      const { vectors = [] } = (await import(new URL(`${file}.ts`, folder).href)) as {
        readonly vectors?: readonly Vector[];
      };
      const { password, passwordHash } = vectors.find((each) => /^[\w-]+$/.test(each.password))!;
      const current = argon2id({ memoryKib: 8, passes: 1 });
      const service = openService(engine, { hasher: hasher({ current }) });
      await service.seedAccount({ id: 'ann', email: 'ann@example.org', passwordHash });
      expect(await service.signIn('ann@example.org', `${password} `)).not.toBeNull();
      expect((await engine.account('ann'))?.passwordHash).toBe(passwordHash);
      expect(await service.signIn('ann@example.org', password)).not.toBeNull();
      expect((await engine.account('ann'))?.passwordHash).toMatch(/^\$argon2id\$/);
      expect(await service.signIn('ann@example.org', password)).not.toBeNull();
    });

    it('a stray space behind decomposed letters does not become part of the password either', async () => {
      const decomposed = 'café-au-lait-1'.normalize('NFD');
      // As WordPress makes it of what an older keyboard sent.
      const key = createHmac('sha384', 'wp-sha384').update(decomposed).digest('base64');
      const passwordHash = (await bcrypt({ cost: 10 }).hash(key)).replace('$2b$', '$wp$2y$');
      const current = argon2id({ memoryKib: 8, passes: 1 });
      const service = openService(engine, { hasher: hasher({ current }) });
      await service.seedAccount({ id: 'ann', email: 'ann@example.org', passwordHash });
      expect(await service.signIn('ann@example.org', `${decomposed} `)).not.toBeNull();
      expect((await engine.account('ann'))?.passwordHash).toBe(passwordHash);
      expect(await service.signIn('ann@example.org', decomposed)).not.toBeNull();
      expect((await engine.account('ann'))?.passwordHash).toMatch(/^\$argon2id\$/);
      expect(await service.signIn('ann@example.org', decomposed)).not.toBeNull();
    });

    it('of spellings that better-auth takes for one, the plain one is upgraded', async () => {
      const { vectors = [] } = (await import(new URL('better-auth.ts', folder).href)) as {
        readonly vectors?: readonly Vector[];
      };
      const { password, passwordHash } = vectors.find((each) => each.password === 'correct horse')!;
      const wide = 'ｃｏｒｒｅｃｔ ｈｏｒｓｅ';
      const current = argon2id({ memoryKib: 8, passes: 1 });
      const service = openService(engine, { hasher: hasher({ current }) });
      await service.seedAccount({ id: 'ann', email: 'ann@example.org', passwordHash });
      expect(await service.signIn('ann@example.org', wide)).not.toBeNull();
      expect((await engine.account('ann'))?.passwordHash).toBe(passwordHash);
      expect(await service.signIn('ann@example.org', password)).not.toBeNull();
      expect((await engine.account('ann'))?.passwordHash).toMatch(/^\$argon2id\$/);
      expect(await service.signIn('ann@example.org', password)).not.toBeNull();
    });
  },
  ['memory'],
);
