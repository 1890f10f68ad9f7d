import { createHash, randomBytes } from 'node:crypto';
import type { NewOutboxEntry, Ticket } from '../ports/index.js';

export const SECOND = 1000;
export const HOUR = 3600 * SECOND;
export const DAY = 24 * HOUR;

const START = Date.UTC(2030, 0, 15, 12, 0, 0, 123);

/** An instant so many milliseconds from the kit's own beginning. Stores never read a clock. */
export const at = (milliseconds: number) => new Date(START + milliseconds);

export const newId = () => randomBytes(16).toString('hex');

/** The 32 bytes under which a ticket is stored. */
export const digestOf = (token: string) =>
  Uint8Array.from(createHash('sha256').update(token).digest());

/** A candidate of a reset, one hour long, and whatever the case is about instead. */
export function newTicket(
  realm: string,
  accountKey: string,
  columns: Partial<Ticket> = {},
): Ticket {
  return {
    id: newId(),
    realm,
    purpose: 'reset',
    accountKey,
    address: 'owner@example.org',
    credentialsVersion: 0,
    state: 'candidate',
    issuedAt: at(0),
    expiresAt: at(HOUR),
    entryId: null,
    resultUrl: null,
    includeEmailInRedirect: false,
    clientState: null,
    markEmailVerified: false,
    secondFactorProof: null,
    code: null,
    noticed: null,
    ...columns,
  };
}

/** An entry that is due at once and folds with nothing. */
export function newEntry(columns: Partial<NewOutboxEntry> = {}): NewOutboxEntry {
  return {
    id: newId(),
    kind: 'conformance',
    foldKey: null,
    accountKey: null,
    payload: {},
    createdAt: at(0),
    dueAt: at(0),
    expiresAt: at(HOUR),
    ...columns,
  };
}

export const lease = (columns: { now?: Date; leaseUntil?: Date; limit?: number } = {}) => ({
  now: at(0),
  leaseUntil: at(90 * SECOND),
  leaseId: newId(),
  limit: 10,
  ...columns,
});

/** Runs `work` so many times at once and collects what each answers. */
export const together = <T>(times: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => work(index)));

export const countTrue = (answers: readonly boolean[]) => answers.filter(Boolean).length;

/** A door that stays shut until it is opened: it puts two transactions into a known order. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Lets what was started get as far as it can without what the case still holds back. */
export async function letOthersRun(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1)
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
}

/** What `rolledBack` throws, so that nothing else is taken for it. */
class RolledBack extends Error {}

/** Runs `work` in a unit of work that is then rolled back. */
export async function rolledBack<Tx>(
  unitOfWork: { run<T>(work: (tx: Tx) => Promise<T>): Promise<T> },
  work: (tx: Tx) => Promise<unknown>,
): Promise<void> {
  const error = new RolledBack('The conformance case rolls this back.');
  const outcome = await unitOfWork
    .run(async (tx) => {
      await work(tx);
      throw error;
    })
    .then(
      () => null,
      (thrown: unknown) => thrown,
    );
  if (outcome !== error) throw outcome ?? new Error('The unit of work swallowed a throw.');
}

/** Spellings that are not `String(id)` of any account, whatever the id type. */
export const foreignKeys = (accountKey: string): readonly string[] => [
  '',
  ' ',
  'nobody',
  '-1',
  '0',
  '1.5',
  '1e3',
  '0x1f',
  '١',
  'NaN',
  'null',
  '9'.repeat(40),
  'x'.repeat(10_000),
  '00000000-0000-0000-0000-000000000000',
  "' or '1'='1",
  'a\u0000b',
  '\ud800',
  '__proto__',
  ...[
    ` ${accountKey}`,
    `${accountKey} `,
    `+${accountKey}`,
    `0${accountKey}`,
    `${accountKey}.0`,
    `${accountKey}\n`,
    accountKey.toUpperCase(),
  ].filter((spelling) => spelling !== accountKey),
];
