import express, { type Request, type Response, Router } from 'express';
import type { Kysely, Transaction } from 'kysely';
import { type CallContext, type PasswordService, type UnitOfWork, unwrap } from 'latchkey';
import { refuseCrossSite } from 'latchkey/express';
import { isPlainAddress } from 'latchkey/mail';
import { type AddressState, addressPage } from './pages/address-page.js';
import type { DemoDatabase } from './schema.js';
import { sendPage } from './send-page.js';
import type { Sessions } from './sessions.js';
import { contextOf } from './sign-in.js';

const FAULTS: Readonly<Record<string, string>> = {
  malformed: 'This is not one plain e-mail address.',
  same: 'This is your address already.',
  // Whose it is, is nobody's business here.
  taken: 'This address cannot be used. Please enter another one.',
  overtaken: 'Your address was changed in between. Please look again.',
  throttled: 'Too many tries. Please wait before the next one.',
};

/**
 * The page where a person moves the account to another address. The password is asked for again,
 * the address of before is told by mail, and the other sessions end. The change and its mail are one
 * transaction: neither happens without the other.
 *
 * The new address is taken as it is typed, so that one page shows all of it. A real application
 * mails a link there first, and changes the address when it is used; until then it is nobody's.
 */
export function addressRoutes(parts: {
  readonly passwords: PasswordService<string>;
  readonly db: Kysely<DemoDatabase>;
  readonly unitOfWork: UnitOfWork<Transaction<DemoDatabase>>;
  readonly sessions: Sessions;
  readonly publicUrl: string;
}): Router {
  const { passwords, db, unitOfWork, sessions } = parts;
  const router = Router();
  router.use('/address', express.urlencoded({ extended: false, limit: '16kb' }));
  router.use('/address', refuseCrossSite(parts.publicUrl));

  router.get('/address', async (request, response) => {
    const session = await sessions.current(request);
    if (session === null) return response.redirect(303, '/login');
    await show(response, 200, { is: 'asked', email: session.email, typed: '', fault: null });
  });

  router.post('/address', async (request: Request, response: Response) => {
    const session = await sessions.current(request);
    if (session === null) return response.redirect(303, '/login');
    const { accountId } = session;
    const { email: given, password } = (request.body ?? {}) as Record<string, unknown>;
    const typed = typeof given === 'string' ? given.slice(0, 320) : '';
    // As it is looked up at sign-in, and so that the unique index knows other spellings of it.
    const email = typed.trim().normalize('NFC').toLowerCase();
    if (!isPlainAddress(email)) return refuse('malformed', 422);

    const context = contextOf(request);
    const checked = await passwords.verifyPassword(
      { accountId, password: typeof password === 'string' ? password : '' },
      { context },
    );
    if (!checked.ok) {
      if (checked.reason !== 'throttled') return refuse(checked.reason, 403);
      response.set('Retry-After', String(checked.retryAfterSeconds));
      return refuse('throttled', 429);
    }
    const outcome = await move(accountId, email, context);
    if (outcome !== 'moved') return refuse(outcome, 422);
    const except = sessions.id(request) ?? undefined;
    unwrap(await passwords.revokeSessions({ accountId, except }, { context }));
    return show(response, 200, { is: 'changed', email });

    async function refuse(reason: string, status: number): Promise<void> {
      const email = (await sessions.current(request))?.email ?? '';
      const fault = FAULTS[reason] ?? 'This is not your password.';
      return show(response, status, { is: 'asked', email, typed, fault });
    }
  });

  /** Changes the address, and has the one of before told of it. */
  async function move(accountId: string, email: string, context: CallContext) {
    try {
      return await unitOfWork.run(async (transaction) => {
        const { email: oldAddress } = await transaction
          .selectFrom('users')
          .select('email')
          .where('id', '=', accountId)
          .executeTakeFirstOrThrow();
        if (oldAddress.toLowerCase() === email) return 'same';
        // Ahead of the UPDATE: a reset locks latchkey's row before the user's, too.
        const told = { accountId, oldAddress, transaction };
        unwrap(await passwords.addressChanged(told, { context }));
        const { numUpdatedRows } = await transaction
          .updateTable('users')
          // Nobody has shown yet that mails get there. They are sent there all the same.
          .set({ email, email_verified: 0 })
          .where('id', '=', accountId)
          // Or somebody else has been told of an address that it does not have any more.
          .where('email', '=', oldAddress)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw new Overtaken();
        return 'moved';
      });
    } catch (error) {
      if (error instanceof Overtaken) return 'overtaken';
      // The unique index is the judge, and each database says so in words of its own.
      const another = await db
        .selectFrom('users')
        .select('id')
        .where('email', '=', email)
        .where('id', '<>', accountId)
        .executeTakeFirst();
      if (another !== undefined) return 'taken';
      throw error;
    }
  }

  async function show(response: Response, status: number, state: AddressState): Promise<void> {
    sendPage(response, status, await addressPage(state));
  }
  return router;
}

/** Another request has changed the address while this one was about to: all of it is rolled back. */
class Overtaken extends Error {}
