import { randomBytes } from 'node:crypto';
import { dangerouslyUnlimited, type PasswordHasher, PasswordService } from 'latchkey';
import { sqlStores } from 'latchkey/sql';
import type { Engine } from './engines.js';

const UNLIMITED = { points: 1_000_000, windowSeconds: 60 };

/**
 * latchkey as it is by default on this database, but for its limits: they would end a bench. It has
 * a key, for codes. A mail is handed over at once, to nobody. Its outbox stands still unless a bench
 * is about it.
 */
export function openSubject(
  engine: Engine,
  outbox: 'in-process' | 'external' = 'external',
  onLink: (url: string) => void = () => {},
  hasher?: PasswordHasher,
) {
  const stores = sqlStores(engine.db, { users: { columns: { emailVerified: 'email_verified' } } });
  const passwords = new PasswordService({
    stores,
    mailer: async (mail) => {
      if ('url' in mail) onLink(mail.url);
    },
    links: { reset: 'https://app.example/password/reset' },
    keys: [randomBytes(32)],
    throttle: dangerouslyUnlimited(),
    limits: { mailsPerAccount: UNLIMITED },
    maxPending: 1_000_000,
    outbox,
    hasher,
  });
  return { stores, passwords };
}
