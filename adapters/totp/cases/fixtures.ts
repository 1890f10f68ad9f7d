import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import type { TotpStore } from '../totp-store.js';
import type { TotpStoreSubject } from './case.js';

export const AT = new Date(Date.UTC(2030, 0, 15, 12, 0, 0, 123));
export const newName = () => randomBytes(12).toString('hex');
export const digestOf = (code: string) =>
  Uint8Array.from(createHash('sha256').update(code).digest());
export const digests = (set: string, count = 10) =>
  Array.from({ length: count }, (_, index) => digestOf(`${set} ${index}`));

/** An account that is enrolled, has spent step 100, and may spend ten recovery codes. */
export async function enrolled(store: TotpStore) {
  const account = { accountKey: newName(), id: newName() };
  const set = newName();
  await store.begin({ ...account, secret: randomBytes(20) });
  const confirmation = { step: 100, confirmedAt: AT, recoveryDigests: digests(set) };
  assert.equal(await store.confirm({ ...account, ...confirmation }), true);
  return { ...account, recoveryDigests: confirmation.recoveryDigests };
}

/** An account that has begun, and what would confirm it at {@link AT}. */
export async function begun(store: TotpStore) {
  const account = { accountKey: newName(), id: newName() };
  await store.begin({ ...account, secret: randomBytes(20) });
  const recoveryDigests = digests(newName());
  return { ...account, step: 100, confirmedAt: AT, recoveryDigests };
}

/** Nothing is left, and nothing turns up again under the next enrolment. */
export async function isGone(
  store: TotpStore,
  { accountKey, recoveryDigests }: Awaited<ReturnType<typeof enrolled>>,
): Promise<void> {
  assert.equal(await store.find(accountKey), null);
  assert.equal(await store.begin({ accountKey, id: newName(), secret: randomBytes(20) }), true);
  assert.equal((await store.find(accountKey))?.recoveryCodesLeft, 0);
  for (const digest of recoveryDigests)
    assert.equal(await store.spendRecoveryCode({ accountKey, digest }), false);
}

/** Runs `work` so many times at once, from two processes where there are two. */
export function together<T>(
  times: number,
  { store, further = store }: TotpStoreSubject,
  work: (store: TotpStore, index: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(
    Array.from({ length: times }, (_, index) => work(index % 2 === 0 ? store : further, index)),
  );
}

export const countTrue = (answers: readonly boolean[]) => answers.filter(Boolean).length;
