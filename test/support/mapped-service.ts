import type { Kysely, Transaction } from 'kysely';
import { type Mail, PasswordService, type PasswordServiceOptions } from 'latchkey';
import { sqlStores, type UsersMapping } from 'latchkey/sql';
import { onTestFinished } from 'vitest';
import { cheapHasher } from './open-service.js';

export type AnyTransaction = Transaction<never>;
type Options = PasswordServiceOptions<string, object, AnyTransaction>;

/**
 * A service over any users table, whatever its ids are, with an outbox that is drained by hand and
 * the mails that came of it. It is closed when the test ends.
 */
export function mappedService(
  db: Kysely<never>,
  users: UsersMapping,
  options: Partial<Options> = {},
) {
  const mails: Mail<string>[] = [];
  const stores = sqlStores(db, { users }) as unknown as Options['stores'];
  const passwords: PasswordService<string, object, AnyTransaction> = new PasswordService({
    links: { reset: 'https://app.example/password/reset' },
    hasher: cheapHasher,
    outbox: 'external',
    mailer: async (mail) => void mails.push(mail),
    onEvent: () => {},
    ...options,
    stores,
  });
  onTestFinished(() => passwords.close());
  return { passwords, stores, mails };
}
