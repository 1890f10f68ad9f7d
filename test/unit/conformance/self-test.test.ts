import { memoryStores } from 'latchkey/memory';
import { describe, expect, test } from 'vitest';
import { altered, always, failureOf, type Sabotage } from './sabotage.js';

const sabotages: readonly (readonly [fault: string, name: string, sabotage: Sabotage])[] = [
  [
    'a version that is raised whatever it was',
    'credentials: of fifty concurrent first raises exactly one wins',
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        raiseVersion: async ({ accountKey, changedAt }, tx) => {
          const { version } = await credentials.read(accountKey, tx);
          return credentials.raiseVersion({ accountKey, from: version, changedAt }, tx);
        },
      })),
    }),
  ],
  [
    'a version that is compared before the transaction',
    'credentials: of fifty concurrent later raises exactly one wins',
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        raiseVersion: async ({ accountKey, from, changedAt }, tx) => {
          const { version } = await credentials.read(accountKey);
          await new Promise<void>((resolve) => setImmediate(resolve));
          if (version !== from) return false;
          const present = await credentials.read(accountKey, tx);
          await credentials.raiseVersion({ accountKey, from: present.version, changedAt }, tx);
          return true;
        },
      })),
      // As if each transaction read at its own beginning and wrote regardless of the others.
      unitOfWork: { run: (work) => work(undefined as never) },
    }),
  ],
  [
    'a ticket that is stored whatever has become of the other one',
    'tickets: one that is stored while another one is open is stored beside an open one alone',
    ({ tickets }) => ({
      tickets: altered(tickets, () => ({
        insert: ({ ticket, digest }, tx) => tickets.insert({ ticket, digest }, tx),
      })),
    }),
  ],
  [
    'another ticket that is looked at some time before',
    'tickets: a revocation beside what is stored while a code is open leaves nothing open',
    ({ tickets }) => ({
      tickets: altered(tickets, () => ({
        insert: async ({ ticket, digest, whileOpen }, tx) => {
          const { accountKey } = ticket;
          const all = await tickets.listByAccount({ accountKey, limit: 1000 }, tx);
          const isOpen = ({ id, state }: (typeof all)[number]) =>
            id === whileOpen && (state === 'live' || state === 'candidate');
          if (whileOpen !== undefined && !all.some(isOpen)) return false;
          await new Promise<void>((resolve) => setImmediate(resolve));
          return tickets.insert({ ticket, digest }, tx);
        },
      })),
    }),
  ],
  [
    'an instant that is cut to the second',
    'credentials: a raise goes up by one and keeps the instant to the millisecond',
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        read: async (accountKey, tx) => {
          const read = await credentials.read(accountKey, tx);
          read.changedAt?.setMilliseconds(0);
          return read;
        },
      })),
    }),
  ],
  [
    'no roll-back',
    'unitOfWork: a whole change of password is rolled back together',
    () => ({ unitOfWork: { run: (work) => work(undefined as never) } }),
  ],
  [
    'a swallowed throw',
    'unitOfWork: what work throws comes out as it is',
    ({ unitOfWork }) => ({
      unitOfWork: { run: (work) => unitOfWork.run(work).catch(() => undefined as never) },
    }),
  ],
  [
    'a wrapped throw',
    'unitOfWork: what work throws comes out as it is',
    ({ unitOfWork }) => ({
      unitOfWork: {
        run: (work) =>
          unitOfWork.run(work).catch((cause: unknown) => {
            throw new Error('rolled back', { cause });
          }),
      },
    }),
  ],
  [
    'an outbox that writes past the transaction',
    'unitOfWork: a roll-back leaves the outbox as it was',
    () => ({
      outbox: altered(memoryStores().outbox, (elsewhere) => ({
        enqueue: (entry) => elsewhere.enqueue(entry),
        complete: (lease) => elsewhere.complete(lease),
        countMint: (lease) => elsewhere.countMint(lease),
        defer: (deferral) => elsewhere.defer(deferral),
        giveUp: (ending) => elsewhere.giveUp(ending),
        fold: (folding) => elsewhere.fold(folding),
        removeByAccount: (accountKey) => elsewhere.removeByAccount(accountKey),
      })),
    }),
  ],
  [
    'a writer outside that slips into an open transaction',
    'unitOfWork: a writer outside does not go down with a transaction that is rolled back',
    ({ outbox, unitOfWork }) => {
      let current: Parameters<Parameters<typeof unitOfWork.run>[0]>[0] | undefined;
      return {
        unitOfWork: {
          run: (work) =>
            unitOfWork.run(async (tx) => {
              current = tx;
              return work(tx).finally(() => {
                current = undefined;
              });
            }),
        },
        outbox: altered(outbox, () => ({
          enqueue: (entry, tx) => outbox.enqueue(entry, tx ?? current),
        })),
      };
    },
  ],
  [
    'a reader outside that sees what is not committed',
    'unitOfWork: a reader outside never sees what is rolled back',
    ({ credentials, unitOfWork }) => {
      let current: Parameters<Parameters<typeof unitOfWork.run>[0]>[0] | undefined;
      return {
        unitOfWork: {
          run: (work) =>
            unitOfWork.run((tx) => {
              current = tx;
              return work(tx);
            }),
        },
        credentials: altered(credentials, () => ({
          read: (accountKey, tx) =>
            credentials.read(accountKey, tx ?? (current?.open ? current : undefined)),
        })),
      };
    },
  ],
  [
    'a claim that hands out what is leased',
    'outbox: a leased entry is nobody else’s until the very end of its lease',
    ({ outbox }) => ({
      outbox: altered(outbox, () => ({
        claim: (claim) => outbox.claim({ ...claim, now: new Date(claim.now.getTime() + 10_000) }),
      })),
    }),
  ],
  [
    'a claim that reads first and leases afterwards',
    'outbox: of many concurrent claims each entry goes to exactly one',
    ({ outbox }) => {
      const seen: Awaited<ReturnType<typeof outbox.claim>>[] = [];
      return {
        outbox: altered(outbox, () => ({
          claim: async (claim) => {
            const claimed = await outbox.claim(claim);
            seen.push(claimed);
            return claimed.length > 0 ? claimed : (seen[0] ?? []);
          },
        })),
      };
    },
  ],
  [
    'a lease that ends a millisecond late',
    'outbox: a leased entry is nobody else’s until the very end of its lease',
    ({ outbox }) => ({
      outbox: altered(outbox, () => ({
        claim: (claim) =>
          outbox.claim({ ...claim, leaseUntil: new Date(claim.leaseUntil.getTime() + 1) }),
      })),
    }),
  ],
  [
    'an ending under any lease',
    'outbox: once claimed by another the old holder can do nothing with the entry',
    ({ outbox }) => ({ outbox: altered(outbox, () => ({ complete: always(true) })) }),
  ],
  [
    'folding that takes what is leased',
    'outbox: folding leaves what somebody holds, until the very end of the lease',
    ({ outbox }) => ({
      outbox: altered(outbox, () => ({
        fold: (folding) => outbox.fold({ ...folding, now: new Date(8.64e15) }),
      })),
    }),
  ],
  [
    'a promotion that revives what is spent',
    'tickets: a spent one is never revived by a late delivery',
    ({ tickets }) => ({ tickets: altered(tickets, () => ({ promote: always(true) })) }),
  ],
  [
    'a promotion that does not look at the version',
    'tickets: one that a change of password superseded cannot be promoted under the new version',
    ({ tickets }) => ({
      tickets: altered(tickets, () => ({
        promote: (promotion, tx) =>
          tickets.promote(
            { ...promotion, credentialsVersion: promotion.ticket.credentialsVersion },
            tx,
          ),
      })),
    }),
  ],
  [
    'a column that is not read back',
    'tickets: what a notice told of comes back to the millisecond, and none as null',
    ({ tickets }) => ({
      tickets: altered(tickets, () => ({
        listByAccount: async (query, tx) =>
          (await tickets.listByAccount(query, tx)).map((each) => ({ ...each, noticed: null })),
      })),
    }),
  ],
  [
    'a promotion that stores the ticket as its caller knows it',
    'tickets: what a notice told of outlives whatever becomes of its ticket and of others',
    ({ tickets }) => {
      const promoted = new Set<string>();
      return {
        tickets: altered(tickets, () => ({
          promote: (promotion, tx) => {
            promoted.add(promotion.ticket.id);
            return tickets.promote(promotion, tx);
          },
          findByDigest: async (digest, tx) => {
            const ticket = await tickets.findByDigest(digest, tx);
            return ticket && promoted.has(ticket.id) ? { ...ticket, noticed: null } : ticket;
          },
        })),
      };
    },
  ],
  [
    'a stored ticket that is handed out itself',
    'tickets: who changes what it stored or found changes nothing that is stored',
    ({ tickets }) => {
      const handedOut = new Map<string, Awaited<ReturnType<typeof tickets.findByDigest>>>();
      return {
        tickets: altered(tickets, () => ({
          findByDigest: async (digest, tx) => {
            const key = Buffer.from(digest).toString('hex');
            if (!handedOut.has(key)) handedOut.set(key, await tickets.findByDigest(digest, tx));
            return handedOut.get(key) ?? null;
          },
        })),
      };
    },
  ],
  [
    'a look that spends',
    'tickets: looking spends nothing, however often',
    ({ tickets }) => ({
      tickets: altered(tickets, () => ({
        findByDigest: async (digest, tx) => {
          const ticket = await tickets.findByDigest(digest, tx);
          if (ticket !== null)
            await tickets.close(
              { accountKey: ticket.accountKey, spentId: ticket.id, belowVersion: 1 },
              tx,
            );
          return ticket;
        },
      })),
    }),
  ],
  [
    'a digest that is padded like a fixed-width column',
    'tickets: a digest is compared byte for byte',
    ({ tickets }) => ({
      tickets: altered(tickets, () => ({
        findByDigest: (digest, tx) =>
          tickets.findByDigest(Buffer.concat([digest, Buffer.alloc(32)], 32), tx),
      })),
    }),
  ],
  [
    'realms that share their tickets',
    'tickets: those of another realm are neither found nor listed, changed, counted or removed',
    ({ database }) => ({
      tickets: altered(memoryStores({ database }).tickets, (tickets) => ({
        findByDigest: (digest, tx) => tickets.findByDigest(digest, tx),
      })),
    }),
  ],
  [
    'revocation that forgets its exception',
    'sessions: the excepted one stays, below the version and without one',
    ({ sessions }) => ({
      sessions: altered(sessions, () => ({
        revoke: (revocation, tx) => sessions.revoke({ ...revocation, except: null }, tx),
      })),
    }),
  ],
  [
    'revocation that forgets its version',
    'sessions: only those below the version end',
    ({ sessions }) => ({
      sessions: altered(sessions, () => ({
        revoke: (revocation, tx) => sessions.revoke({ ...revocation, belowVersion: null }, tx),
      })),
    }),
  ],
  [
    'a rehash that is no compare-and-set',
    'users: of twenty concurrent rehashes exactly one is written',
    ({ users }) => ({
      users: altered(users, () => ({
        replacePasswordHash: async ({ accountKey, from, to }, tx) => {
          const account = await users.findByKey(accountKey, tx);
          if (account?.passwordHash !== from) return false;
          return users.writePasswordHash({ accountKey, passwordHash: to, expected: account }, tx);
        },
      })),
    }),
  ],
  [
    'a hash that is written whatever the address',
    'users: no hash is written where the address is another by as little as one letter',
    ({ users }) => ({
      users: altered(users, () => ({
        writePasswordHash: async ({ accountKey, passwordHash }, tx) => {
          const account = await users.findByKey(accountKey, tx);
          if (account === null) return false;
          return users.writePasswordHash({ accountKey, passwordHash, expected: account }, tx);
        },
      })),
    }),
  ],
  [
    'an address that is folded on the way out',
    'users: look-alike addresses may be matched too much, never too little or altered',
    ({ users }) => ({
      users: altered(users, () => ({
        findByAddress: async (query, tx) =>
          (await users.findByAddress(query, tx)).map((account) => ({
            ...account,
            email: account.email?.normalize('NFC') ?? null,
          })),
      })),
    }),
  ],
  [
    'a key with more than one spelling',
    'users: a key that cannot be an id finds nothing, writes nothing and never throws',
    ({ users }) => ({
      users: altered(users, () => ({
        findByKey: (accountKey, tx) => users.findByKey(accountKey.trim(), tx),
      })),
    }),
  ],
  [
    'a history that forgets nothing',
    'history: only the newest of the account are kept',
    ({ history }) => ({
      history: altered(history, () => ({
        append: (entry, tx) => history.append({ ...entry, keep: 1000 }, tx),
      })),
    }),
  ],
];

describe('a store with', () => {
  test.each(sabotages)('%s fails the case "%s"', async (_fault, name, sabotage) => {
    expect(await failureOf(name, () => ({}))).toBeNull();
    expect(await failureOf(name, sabotage)).toMatchObject({ name: 'AssertionError' });
  });
});
