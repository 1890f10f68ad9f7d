import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { dangerouslyUnlimited, PasswordService, unwrap } from 'latchkey';
import { type MailTransport, mailer } from 'latchkey/mail';
import { redisStores, redisThrottle } from 'latchkey/redis';
import { migrate, sqlStores, sqlTotpStore } from 'latchkey/sql';
import { totp } from 'latchkey/totp';
import { codeChecker } from './check-code.js';
import type { Environment } from './environment.js';
import type { DemoRedis } from './open-redis.js';
import type { DemoDatabase } from './schema.js';

/** For load tests only: the mail limit per account as good as gone. */
const UNLIMITED = { points: 1_000_000_000, windowSeconds: 900 };

/** Wires latchkey to the demo's own users table. */
export async function openPasswords(parts: {
  readonly db: Kysely<DemoDatabase>;
  readonly redis: DemoRedis | null;
  readonly environment: Environment;
  readonly publicUrl: string;
  readonly transport: MailTransport;
}) {
  const { db, redis, environment, publicUrl, transport } = parts;
  await migrate(db);
  const inDatabase = sqlStores(db, {
    users: {
      table: 'users',
      idType: 'text',
      columns: {
        id: 'id',
        email: 'email',
        passwordHash: 'password_hash',
        emailVerified: 'email_verified',
        enabled: 'enabled',
        identityProvider: 'identity_provider',
        displayName: 'display_name',
      },
    },
  });
  const stores = redis === null ? inDatabase : { ...inDatabase, ...redisStores(redis, inDatabase) };
  const secondFactor = totp({ store: sqlTotpStore(db), issuer: 'Latchkey Demo' });
  const { checkCode, forgetTries } = codeChecker(secondFactor);
  const passwords = new PasswordService({
    stores,
    mailer: mailer({
      transport,
      from: { name: 'Latchkey Demo', address: 'no-reply@example.com' },
      product: { name: 'Latchkey Demo', url: publicUrl },
    }),
    links: {
      reset: `${publicUrl}/password/reset`,
      disavow: `${publicUrl}/password/disavow`,
      dangerouslyAllowHttp: true,
    },
    keys: environment.keys,
    secondFactor,
    hooks: {
      // What a thief has enrolled would keep the owner out of the account that she has taken back.
      async onDisavowal({ accountKey, since, transaction }) {
        unwrap(await secondFactor.takeBack({ accountKey, since, transaction }));
      },
      // Nor does she need an operator where he has moved it to an address of his own.
      async onAddressDisavowal({ accountKey, address, transaction }) {
        const another = await transaction
          .selectFrom('users')
          .select(['id', 'email_verified'])
          .where('email', '=', address)
          .where('id', '<>', accountKey)
          .executeTakeFirst();
        if (another?.email_verified === 1) return;
        // A further account of his, that he has moved there to be in the way; and to nothing that he
        // could have guessed, and taken.
        if (another !== undefined)
          await transaction
            .updateTable('users')
            .set({ email: `${randomUUID()}@unconfirmed.invalid` })
            .where('id', '=', another.id)
            .execute();
        await transaction
          .updateTable('users')
          // She reads it: the link that has led here was mailed there.
          .set({ email: address, email_verified: 1 })
          .where('id', '=', accountKey)
          .execute();
      },
    },
    ...(redis === null ? {} : { throttle: redisThrottle(redis) }),
    ...(environment.throttle
      ? {}
      : { throttle: dangerouslyUnlimited(), limits: { mailsPerAccount: UNLIMITED } }),
    onEvent: (event) => {
      console.log(JSON.stringify(event));
      // A thief who knew the old password does not keep her out of the sign-in by wrong codes.
      return event.type === 'ticket.redeemed' ? forgetTries(event.accountKey) : undefined;
    },
  });
  const { sessions: sessionStore, unitOfWork } = stores;
  return { passwords, secondFactor, checkCode, sessionStore, unitOfWork };
}
