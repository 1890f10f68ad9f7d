import assert from 'node:assert/strict';
import type { CaseContext, ConformanceSubject, SeededSession } from './case.js';
import { at, DAY } from './fixtures.js';

/** Fills in what a subject may leave out. */
export function contextOf(subject: ConformanceSubject): CaseContext {
  const { stores } = subject;
  return {
    stores,
    unitOfWork: stores.unitOfWork,
    async seedAccount(columns = {}) {
      const { id } = await subject.seedAccount(columns);
      return String(id);
    },
    async seedSession(accountKey, credentialsVersion) {
      const session = { accountKey, credentialsVersion, expiresAt: at(DAY) };
      if (subject.seedSession !== undefined) return subject.seedSession(session);
      const store = stores.sessions;
      assert.ok(
        canCreate(store),
        'The session store has no create(): give open() a seedSession, or leave the port out.',
      );
      return store.create(session);
    },
    async reopen(realm = stores.realm) {
      assert.ok(
        subject.reopen,
        'This case needs a second set of stores over the same database: give open() a reopen, ' +
          'or skip the case with a reason.',
      );
      return subject.reopen({ realm });
    },
  };
}

function canCreate(
  store: object | undefined,
): store is { create(session: SeededSession): Promise<string> } {
  return store !== undefined && 'create' in store && typeof store.create === 'function';
}
