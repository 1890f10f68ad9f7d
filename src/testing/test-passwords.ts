import {
  dangerouslyUnlimited,
  type PasswordEvent,
  PasswordService,
  type PasswordServiceOptions,
} from 'latchkey';
// The one place of src that knows an adapter, and by name, as a stranger would: `latchkey/testing`
// is a subpath of its own, which nothing else in src imports.
import {
  type MemoryStores,
  type MemoryTransaction,
  memoryStores,
  type NewMemoryAccount,
} from 'latchkey/memory';
import { type FixedClock, fixedClock } from './fixed-clock.js';
import { insecureTestHash, insecureTestHasher } from './insecure-test-hasher.js';
import { type TestMailer, testMailer } from './test-mailer.js';

/** A row of the users table, with a password in place of its hash. */
export type TestAccount<Id extends string | number, Extra extends object> = Omit<
  NewMemoryAccount<Id, Extra>,
  'passwordHash'
> & {
  /** @default null: passwordless */
  readonly password?: string | null;
};

/** What is under test, and any option of `PasswordService` that it needs otherwise. */
export interface TestPasswordsOptions<Id extends string | number, Extra extends object>
  extends Partial<
    Omit<PasswordServiceOptions<Id, Extra, MemoryTransaction>, 'stores' | 'mailer' | 'clock'>
  > {
  readonly accounts?: readonly TestAccount<Id, Extra>[] | undefined;
  /** @default 'default' */
  readonly realm?: string | undefined;
  /** Where the clock starts. @default 2030-01-01T00:00:00Z */
  readonly start?: Date | string | undefined;
}

type NumberIds<Extra extends object> = TestPasswordsOptions<number, Extra> & {
  readonly idType: 'number';
};
type TextIds<Extra extends object> = TestPasswordsOptions<string, Extra> & {
  readonly idType?: 'text' | undefined;
};

export interface TestPasswords<Id extends string | number, Extra extends object> {
  readonly passwords: PasswordService<Id, Extra, MemoryTransaction>;
  readonly stores: MemoryStores<Id, Extra>;
  readonly mailer: TestMailer<Id, Extra>;
  readonly clock: FixedClock;
  /** Every event so far, oldest first. */
  readonly events: readonly PasswordEvent[];
}

/**
 * Wires a `PasswordService` for an application's tests: accounts in memory, a clock that stands
 * still, mails that can be read, a hasher that costs nothing, no throttle (real ones count by the
 * real clock), an outbox that runs when the test says so, and a key that codes are made with.
 * Policy, limits and everything else are those of production, and each option can be given.
 *
 * @example
 * ```ts
 * const { passwords, mailer, clock } = testPasswords({
 *   accounts: [{ email: 'alice@example.com', password: 'correct horse battery staple' }],
 * });
 * await passwords.requestReset({ identifier: 'alice@example.com' });
 * await passwords.drainOutbox();
 * clock.advance({ seconds: 3599 });
 * const redeemed = await passwords.redeemTicket({
 *   token: mailer.lastToken(),
 *   newPassword: 'seven purple lanterns sing',
 * });
 * assert.equal(redeemed.ok, true);
 * ```
 */
export function testPasswords<Extra extends object = object>(
  options: NumberIds<Extra>,
): TestPasswords<number, Extra>;
export function testPasswords<Extra extends object = object>(
  options?: TextIds<Extra>,
): TestPasswords<string, Extra>;
export function testPasswords<Extra extends object>(
  options: NumberIds<Extra> | TextIds<Extra> = {},
): TestPasswords<number, Extra> | TestPasswords<string, Extra> {
  if (options.idType === 'number') {
    const { idType, accounts, realm, ...service } = options;
    return wire(memoryStores({ idType, realm, accounts: accounts?.map(seeded) }), service);
  }
  const { idType, accounts, realm, ...service } = options;
  return wire(memoryStores({ realm, accounts: accounts?.map(seeded) }), service);
}

function wire<Id extends string | number, Extra extends object>(
  stores: MemoryStores<Id, Extra>,
  { start, onEvent, ...service }: Omit<TestPasswordsOptions<Id, Extra>, 'accounts' | 'realm'>,
): TestPasswords<Id, Extra> {
  const clock = fixedClock(start);
  const mailer = testMailer<Id, Extra>();
  const events: PasswordEvent[] = [];
  const passwords = new PasswordService<Id, Extra, MemoryTransaction>({
    links: { reset: 'https://app.example/password/reset' },
    hasher: insecureTestHasher(),
    throttle: dangerouslyUnlimited(),
    outbox: 'external',
    keys: ['known to everybody, so for tests alone'],
    ...service,
    stores,
    mailer,
    clock: clock.now,
    onEvent(event) {
      events.push(event);
      return onEvent?.(event);
    },
  });
  return { passwords, stores, mailer, clock, events };
}

function seeded<Id extends string | number, Extra extends object>({
  password = null,
  ...account
}: TestAccount<Id, Extra>): NewMemoryAccount<Id, Extra> {
  return { ...account, passwordHash: password === null ? null : insecureTestHash(password) };
}
