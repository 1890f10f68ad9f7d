import type { KeyObject } from 'node:crypto';
import { types } from 'node:util';
import * as z from 'zod';
import { LatchkeyError } from './errors.js';
import type { PasswordEvent } from './events.js';
import type { HashSchedulerOptions } from './hashing/index.js';
import type { SignInPolicy } from './internal/check-sign-in.js';
import type { Settings } from './internal/core.js';
import type { LinkOptions } from './internal/links.js';
import { objectWith, storesSchema } from './internal/stores-schema.js';
import type {
  AccountId,
  CodeChannel,
  Hooks,
  Limit,
  Mailer,
  PasswordHasher,
  Policy,
  SecondFactor,
  Stores,
  Throttle,
} from './ports/index.js';
import { codeKey, keyBytes, LEAST_KEY_BYTES } from './tickets/index.js';

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
        /**
         * Whether the owner is mailed of `require_reset`, with a link to set a new password: once,
         * at the sign-in that locks. Who signs in may be a thief, and only the owner reads the mail.
         * @default true
         */
        readonly notify?: boolean | undefined;
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
   * Hears what happened, at most once and after the commit (ahead of yours, in a transaction of your
   * own). What it throws is swallowed. Without it, what an operator must know goes to
   * `process.emitWarning`.
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
        /** Of a code, and of the token that it is exchanged for. At most 600. @default 600 */
        readonly codeSeconds?: number | undefined;
      }
    | undefined;
  readonly limits?: Partial<Settings['limits']> | undefined;
  /**
   * Secrets that codes and their flows are made with, each at least 32 random bytes and kept apart
   * from the database: the current one, and behind it those of before. A new one in front ends
   * nothing that is under way; without its key a code is dead.
   * @default none, and then `requestReset({ deliver: 'code' })` throws
   */
  readonly keys?: readonly (string | Uint8Array)[] | undefined;
  readonly codes?:
    | {
        /** 6 to 12. @default 8 */
        readonly digits?: number | undefined;
      }
    | undefined;
  /** What else than mail codes may go out by, by name: `{ sms: { mailer, recipient } }`. @default {} */
  readonly channels?:
    | Readonly<Record<string, CodeChannel<NoInfer<Id>, NoInfer<Extra>>>>
    | undefined;
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
  /** Requests, or mails of `issueTicket`, that wait before `ERR_OUTBOX_FULL` (503). @default 10000 */
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
const CHANNEL_NAME = /^(?!mail$)[a-z][a-z0-9_]{0,63}$/;
const fn = z.custom<(...args: never[]) => unknown>((value) => typeof value === 'function', {
  error: 'must be a function',
});

/** Every default in one place. */
const schema = z.strictObject({
  stores: storesSchema,
  mailer: z.union([fn, objectWith('send')], { error: 'must be a function or have "send"' }),
  links: z.looseObject({ reset: z.union([z.string(), fn]) }),
  policy: objectWith('check', 'describe').optional(),
  signInPolicy: z
    .strictObject({
      policy: objectWith('check', 'describe'),
      onViolation: z.enum(['warn', 'require_change', 'require_reset']).default('warn'),
      notify: z.boolean().default(true),
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
    .strictObject({
      beforeRedemption: fn.optional(),
      onPasswordChange: fn.optional(),
      onPasswordLock: fn.optional(),
      onDisavowal: fn.optional(),
      onAddressDisavowal: fn.optional(),
    })
    .default({}),
  onEvent: fn.optional(),
  outbox: z.enum(['in-process', 'external']).default('in-process'),
  lifetimes: z
    .strictObject({
      // NIST SP 800-63B-4 4.2.1.2: at most 24 hours by mail; WSTG: rarely more than one.
      resetSeconds: seconds(1 * HOURS, 24 * HOURS),
      administrativeSeconds: seconds(1 * HOURS, 30 * 24 * HOURS),
      inviteSeconds: seconds(72 * HOURS, 30 * 24 * HOURS),
      // NIST SP 800-63B-4 3.1.3.2 and 4.2.1.2, ASVS 6.5.5: by text message no longer than that.
      codeSeconds: seconds(10 * MINUTES, 10 * MINUTES),
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
      // With eight digits: a hundred years of ten tries a day hit one time in 270.
      codeTriesPerIdentifier: limit(10, 24 * HOURS),
      disavowalsPerLink: limit(10, 24 * HOURS),
      addressNoticesPerReader: limit(10, 24 * HOURS),
      accountNoticesPerAccount: limit(20, 24 * HOURS),
      changesPerAccount: limit(20, 24 * HOURS),
    })
    .prefault({}),
  keys: z
    .array(
      z
        .union([z.string(), z.custom<Uint8Array>(types.isUint8Array)], {
          error: 'must be a string or bytes',
        })
        .refine((key) => keyBytes(key) >= LEAST_KEY_BYTES, {
          error: `must have at least ${LEAST_KEY_BYTES} bytes`,
        }),
    )
    .min(1)
    .optional(),
  codes: z.strictObject({ digits: z.int().min(6).max(12).default(8) }).prefault({}),
  channels: z
    .record(
      z.string(),
      z.strictObject({
        mailer: z.union([fn, objectWith('send')], { error: 'must be a function or have "send"' }),
        recipient: fn,
      }),
    )
    .refine((channels) => Object.keys(channels).every((name) => CHANNEL_NAME.test(name)), {
      error: 'must have names in snake_case, other than "mail"',
    })
    .default({}),
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
  readonly codeKeys: readonly KeyObject[];
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
    codeKeys: (read.keys ?? []).map(codeKey),
    settings: {
      lifetimeSeconds: {
        reset: read.lifetimes.resetSeconds,
        administrative: read.lifetimes.administrativeSeconds,
        invite: read.lifetimes.inviteSeconds,
        forced_change: 15 * MINUTES,
        disavow: 72 * HOURS,
      },
      codes: { digits: read.codes.digits, lifetimeSeconds: read.lifetimes.codeSeconds },
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
