import type { FormerAddress } from 'latchkey';
import { storeCases } from 'latchkey/conformance';
import { memoryStores } from 'latchkey/memory';
import { describe, expect, test } from 'vitest';
import { altered, failureOf, type Sabotage } from './sabotage.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Finds what is stored, but not as it was stored. */
const found =
  (change: (former: FormerAddress) => FormerAddress): Sabotage =>
  ({ credentials }) => ({
    credentials: altered(credentials, () => ({
      findFormerAddress: async (accountKey, tx) => {
        const former = await credentials.findFormerAddress(accountKey, tx);
        return former && change(former);
      },
    })),
  });

/** Keeps its notes in a table of their own, where no transaction and no other store comes. */
const notesOf = new WeakMap<object, Map<string, FormerAddress>>();
const aside =
  (mayRemove: boolean): Sabotage =>
  ({ credentials, database, realm }) => {
    const notes = notesOf.get(database) ?? new Map<string, FormerAddress>();
    notesOf.set(database, notes);
    const keyOf = (accountKey: string) => JSON.stringify([realm, accountKey]);
    return {
      credentials: altered(credentials, () => ({
        noteFormerAddress: async ({ accountKey, former }) => {
          notes.set(keyOf(accountKey), structuredClone(former));
        },
        findFormerAddress: async (accountKey) =>
          structuredClone(notes.get(keyOf(accountKey)) ?? null),
        remove: async (accountKey, tx) => {
          if (mayRemove) notes.delete(keyOf(accountKey));
          return credentials.remove(accountKey, tx);
        },
      })),
    };
  };

const purging = (
  change: (purge: { before: Date; limit: number }) => { before: Date; limit: number },
): Sabotage => {
  return ({ credentials }) => ({
    credentials: altered(credentials, () => ({
      purgeFormerAddresses: (purge, tx) => credentials.purgeFormerAddresses(change(purge), tx),
    })),
  });
};

const PURGED =
  'credentials: a purge forgets former addresses that were left before the instant, and nothing else';
const SEEN =
  'credentials: a former address is seen inside its transaction, and goes with it when that is rolled back';
const EXACT = 'credentials: a former address comes back byte for byte and to the millisecond';
const APART =
  'credentials: a former address and what else is known of an account leave each other as they are';

const sabotages: readonly (readonly [fault: string, name: string, sabotage: Sabotage])[] = [
  [
    'an empty note for none',
    'credentials: no former address is found where none was noted, with a row or without one',
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        findFormerAddress: async (accountKey, tx) =>
          (await credentials.findFormerAddress(accountKey, tx)) ?? {
            digest: new Uint8Array(),
            address: null,
            leftAt: new Date(0),
          },
      })),
    }),
  ],
  [
    'a digest that is read as text',
    EXACT,
    found((former) => ({
      ...former,
      digest: Uint8Array.from(Buffer.from(Buffer.from(former.digest).toString())),
    })),
  ],
  [
    'a digest whose end is taken for padding',
    EXACT,
    found((former) => ({
      ...former,
      digest: former.digest.slice(0, former.digest.findLastIndex((byte) => byte !== 0x20) + 1),
    })),
  ],
  [
    'an address in lower case',
    EXACT,
    found((former) => ({ ...former, address: former.address?.toLowerCase() ?? null })),
  ],
  [
    'an address that is trimmed',
    EXACT,
    found((former) => ({ ...former, address: former.address?.trim() ?? null })),
  ],
  [
    'an address that stays where there is none',
    EXACT,
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        noteFormerAddress: async ({ accountKey, former }, tx) => {
          const present = await credentials.findFormerAddress(accountKey, tx);
          const address = former.address ?? present?.address ?? null;
          await credentials.noteFormerAddress({ accountKey, former: { ...former, address } }, tx);
        },
      })),
    }),
  ],
  [
    'an instant that is cut to the second',
    EXACT,
    found((former) => ({
      ...former,
      leftAt: new Date(Math.trunc(former.leftAt.getTime() / 1000) * 1000),
    })),
  ],
  [
    'a first note that stands',
    'credentials: a later note of a former address takes the place of the one before',
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        noteFormerAddress: async (note, tx) => {
          const present = await credentials.findFormerAddress(note.accountKey, tx);
          if (present === null) await credentials.noteFormerAddress(note, tx);
        },
      })),
    }),
  ],
  [
    'a note that only a later instant replaces',
    'credentials: a later note of a former address takes the place of the one before',
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        noteFormerAddress: async (note, tx) => {
          const present = await credentials.findFormerAddress(note.accountKey, tx);
          if (present === null || present.leftAt < note.former.leftAt)
            await credentials.noteFormerAddress(note, tx);
        },
      })),
    }),
  ],
  [
    'a note that makes its row by a raise',
    'credentials: a former address of an account without a row leaves it at version 0, never changed',
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        noteFormerAddress: async ({ accountKey, former }, tx) => {
          await credentials.raiseVersion({ accountKey, from: 0, changedAt: former.leftAt }, tx);
          await credentials.noteFormerAddress({ accountKey, former }, tx);
        },
      })),
    }),
  ],
  [
    'a note that needs a row',
    'credentials: a former address of an account without a row leaves it at version 0, never changed',
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        noteFormerAddress: async (note, tx) => {
          if ((await credentials.read(note.accountKey, tx)).version > 0)
            await credentials.noteFormerAddress(note, tx);
        },
      })),
    }),
  ],
  [
    'a raise that writes the row anew',
    APART,
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        raiseVersion: async (raise, tx) => {
          const former = { digest: new Uint8Array(32), address: null, leftAt: new Date(0) };
          const raised = await credentials.raiseVersion(raise, tx);
          if (raised)
            await credentials.noteFormerAddress({ accountKey: raise.accountKey, former }, tx);
          return raised;
        },
      })),
    }),
  ],
  [
    'a note that ends a requirement',
    APART,
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        noteFormerAddress: async (note, tx) => {
          await credentials.requireChange({ accountKey: note.accountKey, reason: null }, tx);
          await credentials.noteFormerAddress(note, tx);
        },
      })),
    }),
  ],
  [
    'a note that writes back the row that it has read',
    'credentials: notes of a former address beside a raise, by two processes, lose none of the two',
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        noteFormerAddress: async (note, tx) => {
          const { version } = await credentials.read(note.accountKey, tx);
          await turn();
          // What has no row is at version 0.
          if (version === 0) await credentials.remove(note.accountKey, tx);
          await credentials.noteFormerAddress(note, tx);
        },
      })),
      // As if each transaction read at its own beginning and wrote regardless of the others.
      unitOfWork: { run: (work) => work(undefined as never) },
    }),
  ],
  ['notes that stay when all else is rolled back', SEEN, aside(true)],
  [
    'notes that are read past the transaction',
    SEEN,
    ({ credentials }) => ({
      credentials: altered(credentials, () => ({
        findFormerAddress: (accountKey) => credentials.findFormerAddress(accountKey),
      })),
    }),
  ],
  [
    'notes that outlive their row',
    'credentials: a former address is removed with its row, and only that of this account',
    aside(false),
  ],
  [
    'a purge that takes those of the instant along',
    PURGED,
    purging((purge) => ({ ...purge, before: new Date(purge.before.getTime() + 1) })),
  ],
  [
    'a purge that knows no realms',
    PURGED,
    ({ credentials, database }) => ({
      credentials: altered(credentials, () => ({
        purgeFormerAddresses: async (purge, tx) => {
          const other = memoryStores({ database, realm: 'conformance-other' }).credentials;
          await other.purgeFormerAddresses(purge, tx);
          return credentials.purgeFormerAddresses(purge, tx);
        },
      })),
    }),
  ],
  [
    'a purge that knows no limit',
    'credentials: a purge of former addresses stops at its limit, oldest first, and goes with a rollback',
    purging((purge) => ({ ...purge, limit: 1000 })),
  ],
  [
    'realms that share their notes',
    'credentials: each realm has its own former address of an account',
    ({ credentials, database }) => {
      const shared = memoryStores({ database }).credentials;
      return {
        credentials: altered(credentials, () => ({
          noteFormerAddress: (note, tx) => shared.noteFormerAddress(note, tx),
          findFormerAddress: (accountKey, tx) => shared.findFormerAddress(accountKey, tx),
        })),
      };
    },
  ],
  [
    'a stored note that is handed out itself',
    'credentials: who changes a former address that it noted or found changes nothing that is stored',
    ({ credentials }) => {
      const handedOut = new Map<string, FormerAddress | null>();
      return {
        credentials: altered(credentials, () => ({
          findFormerAddress: async (accountKey, tx) => {
            if (!handedOut.has(accountKey))
              handedOut.set(accountKey, await credentials.findFormerAddress(accountKey, tx));
            return handedOut.get(accountKey) ?? null;
          },
        })),
      };
    },
  ],
];

describe('a store of former addresses with', () => {
  test.each(sabotages)('%s fails the case "%s"', async (_fault, name, sabotage) => {
    expect(await failureOf(name, () => ({}))).toBeNull();
    expect(await failureOf(name, sabotage)).toMatchObject({ name: 'AssertionError' });
  });

  test('each of its cases has a fault that fails it', () => {
    const cases = storeCases
      .map(({ name }) => name)
      .filter((name) => name.includes('former address'));
    expect(cases.length).toBeGreaterThan(0);
    expect(new Set(sabotages.map(([, name]) => name))).toEqual(new Set(cases));
  });
});
