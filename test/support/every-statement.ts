import { createHash } from 'node:crypto';
import { Kysely } from 'kysely';
import { type Mail, PasswordService } from 'latchkey';
import { sqlStores, sqlTotpStore } from 'latchkey/sql';
import { entry, ticket } from '../unit/sql/fixtures.js';
import { type DemoTables, demoMapping } from './demo-users.js';
import { postgresDialect } from './engines.js';
import { FILLED_AT, FILLED_PASSWORD, MAIN_REALM, SIDE_REALM } from './fill-tables.js';
import { cheapHasher, passwordOf, tokenIn } from './open-service.js';
import type { Ran } from './query-plans.js';

const digestOf = (text: string) => createHash('sha256').update(text).digest();
const later = (milliseconds: number) => new Date(FILLED_AT.getTime() + milliseconds);
/** One that has old tickets, sessions, history and a second factor, like every tenth. */
const ACCOUNT = 'u17';

/** Runs whatever the stores can say, on filled tables, and answers the statements. */
export async function everyStatement(url: string): Promise<Ran[]> {
  const ran: Ran[] = [];
  const db = new Kysely<DemoTables>({
    dialect: postgresDialect(url, 4),
    log: ({ query }) => void ran.push(query),
  });
  try {
    await operations(db);
    await methods(db);
    await secondFactors(db);
    return ran;
  } finally {
    await db.destroy();
  }
}

/** The life of a password, through the service, where there is no backlog. */
async function operations(db: Kysely<DemoTables>): Promise<void> {
  const mails: Mail<string, object>[] = [];
  const stores = sqlStores(db, { realm: SIDE_REALM, users: demoMapping });
  const passwords = new PasswordService({
    stores,
    mailer: async (mail) => void mails.push(mail),
    links: { reset: 'https://app.example/password/reset' },
    hasher: cheapHasher,
    outbox: 'external',
    clock: () => FILLED_AT,
    onEvent: () => {},
  });
  const must = <Result extends { readonly ok: boolean }>(result: Result) => {
    if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result)}`);
    return result as Extract<Result, { readonly ok: true }>;
  };
  const accountId = 'u21';
  const identifier = 'user21@example.org';
  try {
    must(await passwords.authenticate({ identifier, password: FILLED_PASSWORD }));
    must(await passwords.requestReset({ identifier }));
    await passwords.drainOutbox();
    const token = tokenIn(mails.at(-1));
    must(await passwords.inspectTicket({ token }));
    must(await passwords.redeemTicket({ token, newPassword: passwordOf(1) }));
    await passwords.drainOutbox();
    must(
      await passwords.changePassword({
        accountId,
        currentPassword: passwordOf(1),
        newPassword: passwordOf(2),
      }),
    );
    must(await passwords.adminSetPassword({ accountId, newPassword: passwordOf(3) }));
    must(await passwords.requireChange({ accountId, reason: 'administrative' }));
    await passwords.authenticate({ identifier, password: passwordOf(3) });
    must(await passwords.requireChange({ accountId, reason: 'breached' }));
    must(await passwords.issueTicket({ accountId: 'u22', purpose: 'invite' }));
    must(await passwords.revokeSessions({ accountId }));
    await passwords.purgeExpired();
    await passwords.forgetAccount({ accountId });
  } finally {
    await passwords.close();
  }
}

/** Each method of each store, in the realm of the many rows and of the backlog. */
async function methods(db: Kysely<DemoTables>): Promise<void> {
  const stores = sqlStores(db, { realm: MAIN_REALM, users: demoMapping });
  const { users, credentials, tickets, outbox, history, sessions } = stores;
  const accountKey = ACCOUNT;
  const stored = ticket('new', {
    accountKey,
    issuedAt: FILLED_AT,
    expiresAt: later(3_600_000),
    code: { digest: digestOf('c'), tries: 0 },
  });
  const purge = { before: FILLED_AT, limit: 500 };
  const lease = { id: 'o27', leaseId: 'l1' };

  await users.findByAddress({ spellings: ['User17@example.org', 'user17@example.org'], limit: 6 });
  await users.findByKey(accountKey);
  const expected = { email: 'user17@example.org', enabled: true };
  await users.writePasswordHash({ accountKey, passwordHash: 'x', expected });
  await users.writePasswordHash({
    accountKey,
    passwordHash: 'x',
    expected: { email: null, enabled: false },
  });
  await users.replacePasswordHash({ accountKey, from: 'x', to: 'y' });
  await users.markEmailVerified({ accountKey, address: expected.email });

  await credentials.read(accountKey);
  const changedAt = FILLED_AT;
  await stores.unitOfWork.run(async (tx) => {
    await credentials.lock(accountKey, tx);
    await credentials.raiseVersion({ accountKey: 'u999999999', from: 0, changedAt }, tx);
    await credentials.raiseVersion({ accountKey, from: 2, changedAt }, tx);
    const address = 'former@example.org';
    const former = { digest: digestOf(address), address, leftAt: FILLED_AT };
    await credentials.noteFormerAddress({ accountKey, former }, tx);
  });
  await credentials.findFormerAddress(accountKey);
  await credentials.purgeFormerAddresses(purge);
  await credentials.requireChange({ accountKey, reason: 'expired' });

  await tickets.insert({ ticket: stored, digest: digestOf('x') });
  const beside = { ...stored, id: 'beside' };
  await tickets.insert({ ticket: beside, digest: digestOf('y'), whileOpen: stored.id });
  await tickets.findByDigest(digestOf('d80'));
  await tickets.findByDigest(digestOf('nowhere'));
  const proof = { digest: digestOf('p'), provenAt: FILLED_AT };
  const named = { accountKey, ticketId: 'new' };
  await tickets.recordProof({ ...named, proof });
  await tickets.countTry({ ...named, limit: 5 });
  await tickets.refundTry(named);
  await tickets.listByAccount({ accountKey, limit: 20 });
  await tickets.promote({ ticket: stored, credentialsVersion: 0 });
  await tickets.revoke({ ...named, purposes: ['invite', 'disavow'] });
  await tickets.revoke({ accountKey, ticketId: null, purposes: ['invite'] });
  await tickets.close({ accountKey, spentId: 'new', belowVersion: 1 });
  await tickets.close({ accountKey, spentId: null, belowVersion: 1 });
  await tickets.countMintingEntries({
    accountKey,
    delivery: 'link',
    credentialsVersion: 0,
    since: later(-900_000),
    exceptEntryId: 'e',
  });
  await tickets.purge(purge);

  await outbox.enqueue(
    entry('new', { accountKey, foldKey: 'f17', createdAt: FILLED_AT, dueAt: FILLED_AT }),
  );
  await outbox.claim({ now: FILLED_AT, leaseUntil: later(60_000), leaseId: 'l1', limit: 20 });
  await outbox.countMint(lease);
  await outbox.defer({ ...lease, dueAt: later(60_000), refundMint: true });
  await outbox.defer({ ...lease, dueAt: later(60_000) });
  await outbox.giveUp({ ...lease, givenUpAt: FILLED_AT, reason: 'refused' });
  await outbox.complete(lease);
  await outbox.fold({
    kind: 'reset_request',
    foldKey: 'f16',
    exceptId: 'e',
    createdUntil: FILLED_AT,
    now: FILLED_AT,
  });
  await outbox.status({ countUpTo: 1 });
  await outbox.listGivenUp({ limit: 100 });
  const requeued = {
    kind: 'change_notice',
    dueAt: FILLED_AT,
    expiresAt: later(60_000),
    limit: 100,
  };
  await outbox.requeue({ ...requeued, ids: ['o29'] });
  await outbox.requeue({ ...requeued, ids: null });
  await outbox.purge({ before: later(-30 * 86_400_000), limit: 500 });

  await history.append({
    id: 'new',
    accountKey,
    passwordHash: 'x',
    replacedAt: FILLED_AT,
    keep: 5,
  });
  await history.list({ accountKey, limit: 5 });

  const id = await sessions.create({
    accountKey,
    credentialsVersion: 3,
    expiresAt: later(60_000),
    now: FILLED_AT,
  });
  await sessions.find({ sessionId: id, now: FILLED_AT });
  await sessions.restamp({ accountKey, sessionId: id, credentialsVersion: 4 });
  await sessions.revoke({ accountKey, belowVersion: 2, except: id });
  await sessions.revoke({ accountKey, belowVersion: null, except: null });
  await sessions.remove(id);
  await sessions.purge(purge);

  await tickets.removeByAccount?.(accountKey);
  await outbox.removeByAccount(accountKey);
  await history.removeByAccount(accountKey);
  await credentials.remove(accountKey);
}

async function secondFactors(db: Kysely<DemoTables>): Promise<void> {
  const factors = sqlTotpStore(db, { realm: MAIN_REALM });
  const fresh = { accountKey: 'u999999998', id: 'f' };
  const recoveryDigests = [digestOf('r1'), digestOf('r2')];
  await factors.begin({ ...fresh, secret: digestOf('s') });
  await factors.confirm({ ...fresh, step: 1, confirmedAt: FILLED_AT, recoveryDigests });
  const known = { accountKey: 'u16', id: 'f16' };
  await factors.find(known.accountKey);
  await factors.advanceStep({ ...known, step: 2 });
  await factors.spendRecoveryCode({ accountKey: known.accountKey, digest: digestOf('r161') });
  await factors.replaceRecoveryCodes({ accountKey: known.accountKey, recoveryDigests });
  await factors.removeSince({ accountKey: 'u26', since: FILLED_AT });
  await factors.remove(known.accountKey);
}
