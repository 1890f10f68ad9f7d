import { type Kysely, sql } from 'kysely';
import { hash } from './argon2.js';
import type { Tables } from './tables.js';

export const PASSWORD = 'correct horse battery staple';
const ROWS_PER_INSERT = 500;

const nameOf = (n: number) => `user${String(n).padStart(6, '0')}`;
export const addressOf = (n: number) => `${nameOf(n)}@example.com`;
/** As long as an account's address, and nobody's. */
export const unknownAddressOf = (n: number) => addressOf(n).replace('user', 'none');
export const idOf = nameOf;

/** A password that satisfies every default rule, different each time. */
export const newPasswordOf = (n: number) => `quiet ${n} otters mend violins`;

/**
 * Fills latchkey's users table. All accounts share one hash, or those of `hashOf`: so thousands take
 * a second.
 */
export async function seedUsers(
  db: Kysely<Tables>,
  count: number,
  options: { readonly first?: number; readonly hashOf?: (n: number) => string } = {},
): Promise<void> {
  const { first = 0, hashOf } = options;
  const ofAll = await hash(PASSWORD);
  await inChunks(first, count, (numbers) =>
    db
      .insertInto('users')
      .values(
        numbers.map((n) => ({
          id: idOf(n),
          email: addressOf(n),
          password_hash: hashOf?.(n) ?? ofAll,
          name: nameOf(n),
          email_verified: sql<boolean>`true`,
        })),
      )
      .execute(),
  );
}

/** The same accounts in the tables of the peer. */
export async function seedPeerUsers(db: Kysely<Tables>, count: number, first = 0): Promise<void> {
  const password = await hash(PASSWORD);
  const times = { createdAt: new Date().toISOString(), updatedAt: new Date().toISOString() };
  await inChunks(first, count, async (numbers) => {
    await db
      .insertInto('user')
      .values(
        numbers.map((n) => ({
          id: idOf(n),
          email: addressOf(n),
          emailVerified: sql<boolean>`true`,
          name: nameOf(n),
          ...times,
        })),
      )
      .execute();
    await db
      .insertInto('account')
      .values(
        numbers.map((n) => ({
          id: `account-${idOf(n)}`,
          accountId: idOf(n),
          providerId: 'credential',
          userId: idOf(n),
          password,
          ...times,
        })),
      )
      .execute();
  });
}

async function inChunks(
  first: number,
  count: number,
  insert: (numbers: readonly number[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < count; from += ROWS_PER_INSERT) {
    const length = Math.min(ROWS_PER_INSERT, count - from);
    await insert(Array.from({ length }, (_, i) => first + from + i));
  }
}
