import * as z from 'zod';
import { LatchkeyError } from './errors.js';
import type { PasswordEvent } from './events.js';
import type { HashSchedulerOptions } from './hashing/index.js';
import type { SignInPolicy } from './internal/check-sign-in.js';
import type { Settings } from './internal/core.js';
import type { LinkOptions } from './internal/links.js';
import type {
  AccountId,
  Hooks,
  Limit,
  Mailer,
  PasswordHasher,
  Policy,
  SecondFactor,
  Stores,
  Throttle,
} from './ports/index.js';

/** What `new PasswordService(…)` takes. Three members are required; every default is the safe one. */
export interface PasswordServiceOptions<
  Id extends AccountId = AccountId,
  Extra extends object = object,
  Tx = unknown,
> {
  /** From `sqlStores()`, `memoryStores()` or your own; the account's type is inferred from it. */
  readonly stores: Stores<Id, Extra, Tx>;
  /** From `mailer()` of `latchkey/mail`, or a function that takes the mail's data. */
  readonly mailer: Mailer<NoInfer<Id>, NoInfer<Extra>>;
  /** Where mailed links point: configured here, never derived from a request. */
  readonly links: LinkOptions;
  /** @default nist(): at least 15 code points, not common, not account data */
  readonly policy?: Policy | undefined;
  /**
   * Holds passwords that sign in against a policy of its own, such as `policy(notBreached())`, once
   * they are right. `warn` lists what is broken in `warnings`; `require_change` answers
   * `change_required` from then on, and `require_reset` ends the sessions and answers
   * `reset_required`: for a password that others know only the last one is safe.
   * @default none
   */
  readonly signInPolicy?:
    | {
        readonly policy: Policy;
        /** @default 'warn' */
        readonly onViolation?: 'warn' | 'require_change' | 'require_reset' | undefined;
      }
    | undefined;
  /** @default argon2id, 19 MiB, t=2, p=1; all known formats are verified and upgraded */
  readonly hasher?: PasswordHasher | undefined;
  readonly hashing?:
    | {
        /** Hashes at once. @default threads of the libuv pool - 1 */
        readonly concurrency?: number | undefined;
        /** Hashes in line before `ERR_HASHER_BUSY` (503). @default 64 */
        readonly maxWaiting?: number | undefined;
      }
    | undefined;
  /** @default memoryThrottle(), which counts per process */
  readonly throttle?: Throttle | undefined;
  /**
   * Asked for between a link and the new password, where the account has one enrolled.
   * @default none: whoever reads the mailbox can set the password
   */
  readonly secondFactor?: SecondFactor<NoInfer<Id>, NoInfer<Extra>> | undefined;
  readonly hooks?: Hooks<NoInfer<Id>, NoInfer<Extra>, NoInfer<Tx>> | undefined;
  /**
   * Hears what happened, after the commit, at most once. What it throws is swallowed. Without it,
   * what an operator must know goes to `process.emitWarning`.
   */
  readonly onEvent?: ((event: PasswordEvent) => unknown) | undefined;
  /**
   * `in-process`: runs by itself on a timer that keeps no process alive. `external`: you call
   * `runOutbox()` in a worker or `drainOutbox()` from cron; nothing is mailed otherwise.
   * @default 'in-process'
   */
  readonly outbox?: 'in-process' | 'external' | undefined;
  readonly lifetimes?:
    | {
        /** @default 3600 */
        readonly resetSeconds?: number | undefined;
        /** @default 3600 */
        readonly administrativeSeconds?: number | undefined;
        /** @default 259200 (72 hours) */
        readonly inviteSeconds?: number | undefined;
      }
    | undefined;
  readonly limits?: Partial<Settings['limits']> | undefined;
  /** What a passwordless account's owner is mailed on request. @default 'link' */
  readonly passwordless?: 'link' | 'notice' | undefined;
  /** Whether an unverified address is mailed a link. @default true */
  readonly resetUnverified?: boolean | undefined;
  /** Whether an address without an account is mailed that there is none. @default false */
  readonly notifyUnknown?: boolean | undefined;
  /** Which changes are told to the owner by mail. @default all of them */
  readonly notices?: Partial<Settings['notices']> | undefined;
  /** How long a mailer may take for one mail. @default 30 */
  readonly mailTimeoutSeconds?: number | undefined;
  /** Pending outbox entries before `ERR_OUTBOX_FULL` (503). @default 10000 */
  readonly maxPending?: number | undefined;
  /** @default () => new Date() */
  readonly clock?: (() => Date) | undefined;
  /** Random bytes from a cryptographic source. @default crypto.randomBytes */
  readonly random?: ((bytes: number) => Uint8Array) | undefined;
}

const MINUTES = 60;
const HOURS = 60 * MINUTES;

const seconds = (fallback: number, most: number) =>
  z.number().int().positive().max(most).default(fallback);
const limit = (points: number, windowSeconds: number) =>
  z
    .strictObject({ points: z.int().positive(), windowSeconds: z.int().positive() })
    .default({ points, windowSeconds } satisfies Limit);
const fn = z.custom<(...args: never[]) => unknown>((value) => typeof value === 'function');
const objectWith = (...methods: string[]) =>
  z.custom<object>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      methods.every((name) => typeof (value as Record<string, unknown>)[name] === 'function'),
    { error: `must have ${methods.map((name) => `"${name}"`).join(', ')}` },
  );

/** Every default in one place. */
const schema = z.strictObject({
  stores: z.looseObject({
    realm: z.string().min(1).max(64),
    unitOfWork: objectWith('run'),
    users: objectWith(
      'findByAddress',
      'findByKey',
      'writePasswordHash',
      'replacePasswordHash',
      'markEmailVerified',
    ),
    credentials: objectWith('read', 'lock', 'raiseVersion', 'requireChange', 'remove'),
    tickets: objectWith(
      'insert',
      'findByDigest',
      'recordProof',
      'promote',
      'close',
      'countMintingEntries',
      'removeByAccount',
      'purge',
    ),
    history: objectWith('append', 'list', 'removeByAccount'),
    outbox: objectWith(
      'enqueue',
      'claim',
      'complete',
      'countMint',
      'defer',
      'giveUp',
      'fold',
      'status',
      'requeue',
      'listGivenUp',
      'removeByAccount',
      'purge',
    ),
    sessions: objectWith('revoke', 'restamp').optional(),
  }),
  mailer: z.union([fn, objectWith('send')], { error: 'must be a function or have "send"' }),
  links: z.looseObject({ reset: z.union([z.string(), fn]) }),
  policy: objectWith('check', 'describe').optional(),
  signInPolicy: z
    .strictObject({
      policy: objectWith('check', 'describe'),
      onViolation: z.enum(['warn', 'require_change', 'require_reset']).default('warn'),
    })
    .optional(),
  hasher: objectWith('hash', 'verify', 'recognizes', 'needsRehash').optional(),
  hashing: z
    .strictObject({
      concurrency: z.int().positive().max(1024).optional(),
      maxWaiting: z.int().nonnegative().optional(),
    })
    .default({}),
  throttle: objectWith('consume', 'refund', 'clear').optional(),
  secondFactor: objectWith('methods', 'verify').optional(),
  hooks: z
    .strictObject({ beforeRedemption: fn.optional(), onPasswordChange: fn.optional() })
    .default({}),
  onEvent: fn.optional(),
  outbox: z.enum(['in-process', 'external']).default('in-process'),
  lifetimes: z
    .strictObject({
      // NIST SP 800-63B-4 4.2.1.2: at most 24 hours by mail; WSTG: rarely more than one.
      resetSeconds: seconds(1 * HOURS, 24 * HOURS),
      administrativeSeconds: seconds(1 * HOURS, 30 * 24 * HOURS),
      inviteSeconds: seconds(72 * HOURS, 30 * 24 * HOURS),
    })
    .prefault({}),
  limits: z
    .strictObject({
      requestsPerClient: limit(100, 15 * MINUTES),
      mailsPerAccount: limit(3, 15 * MINUTES),
      signInsPerClient: limit(300, 15 * MINUTES),
      // NIST SP 800-63B-4 3.2.2: no more than 100 failures in a row for one account.
      signInsPerIdentifier: limit(100, 24 * HOURS),
      signInsPerIdentifierAndClient: limit(10, 15 * MINUTES),
      checksPerAccount: limit(10, 15 * MINUTES),
      // Three of a million codes are good at a time: a year of ten tries a day hits one in a hundred.
      secondFactorPerAccount: limit(10, 24 * HOURS),
    })
    .prefault({}),
  passwordless: z.enum(['link', 'notice']).default('link'),
  resetUnverified: z.boolean().default(true),
  notifyUnknown: z.boolean().default(false),
  notices: z
    .strictObject({
      reset: z.boolean().default(true),
      change: z.boolean().default(true),
      initial: z.boolean().default(true),
    })
    .prefault({}),
  mailTimeoutSeconds: z.number().positive().max(600).default(30),
  maxPending: z.int().positive().default(10_000),
  clock: fn.optional(),
  random: fn.optional(),
});

export interface ReadOptions {
  readonly settings: Settings;
  readonly hashing: HashSchedulerOptions;
  readonly outbox: 'in-process' | 'external';
  readonly signInPolicy: SignInPolicy | null;
}

/** Checks the options and fills in the defaults. Throws `ERR_INVALID_OPTION` naming the option. */
export function readOptions(options: unknown): ReadOptions {
  const parsed = schema.safeParse(options);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = issue?.path.join('.') ?? '';
    throw new LatchkeyError(
      'ERR_INVALID_OPTION',
      name === ''
        ? `The options are wrong: ${issue?.message ?? 'unknown'}.`
        : `Option "${name}" is wrong: ${issue?.message ?? 'unknown'}.`,
    );
  }
  const read = parsed.data;
  return {
    outbox: read.outbox,
    signInPolicy: (read.signInPolicy as SignInPolicy | undefined) ?? null,
    hashing: given(read.hashing),
    settings: {
      lifetimeSeconds: {
        reset: read.lifetimes.resetSeconds,
        administrative: read.lifetimes.administrativeSeconds,
        invite: read.lifetimes.inviteSeconds,
        forced_change: 15 * MINUTES,
        disavow: 72 * HOURS,
      },
      limits: read.limits,
      passwordless: read.passwordless,
      resetUnverified: read.resetUnverified,
      notifyUnknown: read.notifyUnknown,
      notices: read.notices,
      mailTimeoutSeconds: read.mailTimeoutSeconds,
      maxPending: read.maxPending,
    },
  };
}

/** Leaves out what was not given, so that the scheduler's own defaults stand. */
function given<Options extends object>(options: Options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Options]?: Exclude<Options[Key], undefined>;
  };
}
