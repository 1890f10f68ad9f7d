import { randomBytes } from 'node:crypto';
import { LatchkeyError, type SecondFactor } from 'latchkey';
import {
  type BeginEnrolmentInput,
  type BeginEnrolmentResult,
  beginEnrolment,
} from './begin-enrolment.js';
import {
  type ConfirmEnrolmentInput,
  type ConfirmEnrolmentResult,
  confirmEnrolment,
} from './confirm-enrolment.js';
import { faultOf, type TotpAccount } from './input.js';
import { type NewRecoveryCodesResult, newRecoveryCodes } from './new-recovery-codes.js';
import type { Parts } from './parts.js';
import type { TotpChange } from './read-change.js';
import { type RemoveResult, remove } from './remove.js';
import type { TotpSeal } from './sealed-secret.js';
import { type EnrolmentStatusResult, enrolledMethods, enrolmentStatus } from './status.js';
import { type TakeBackInput, type TakeBackResult, takeBack } from './take-back.js';
import type { TotpStore } from './totp-store.js';
import { verifyCode } from './verify-code.js';

export interface TotpOptions {
  /** `sqlTotpStore(db)` of `latchkey/sql`, of the realm of the `PasswordService`. */
  readonly store: TotpStore;
  /** Your name, as the app shows it above the code. Without a colon. */
  readonly issuer: string;
  /**
   * Steps of 30 seconds that a code may be early or late, 0 to 2. RFC 6238 (5.2) recommends at
   * most one; ASVS 6.5.5, read to the letter, allows none. @default 1
   */
  readonly window?: number | undefined;
  /** Encrypts the secrets at rest. @default they are stored as they are */
  readonly seal?: TotpSeal | undefined;
  /** @default the system's */
  readonly clock?: (() => Date) | undefined;
  /** Random bytes from a cryptographic source. @default crypto.randomBytes */
  readonly random?: ((bytes: number) => Uint8Array) | undefined;
}

/** Authenticator apps with recovery codes; the methods are called `totp` and `recovery_code`. */
export interface Totp extends SecondFactor {
  methods(query: TotpAccount): Promise<readonly string[]>;

  /**
   * Checks a code and spends it. The core counts the tries of a reset; where your own sign-in
   * calls this, count them first.
   *
   * @param check.now default: the clock's
   */
  verify(check: {
    readonly accountKey: string;
    readonly method: string;
    readonly code: string;
    readonly now?: Date | undefined;
  }): Promise<boolean>;

  /**
   * Makes a secret for the account's app. It counts for nothing until it is confirmed, and
   * beginning again replaces it; a confirmed one is never touched.
   */
  beginEnrolment(input: BeginEnrolmentInput): Promise<BeginEnrolmentResult>;

  /**
   * Enrols the account by a first code of the app, and answers its recovery codes, this once. Tell
   * the owner by `accountChanged`, with `enrolledAt` and best in the same `transaction`: then no app
   * is enrolled without its notice. The same goes for the two operations that follow.
   */
  confirmEnrolment(input: ConfirmEnrolmentInput): Promise<ConfirmEnrolmentResult>;

  /** Makes a new set of recovery codes in the place of the old one. */
  newRecoveryCodes(input: TotpChange): Promise<NewRecoveryCodesResult>;

  /**
   * Removes the authenticator and the recovery codes. `forgetAccount` does not reach them: call
   * this beside it when an account is deleted.
   */
  remove(input: TotpChange): Promise<RemoveResult>;

  /**
   * Takes back what a thief may have enrolled: removes the authenticator and its recovery codes if
   * it was confirmed at `since` or later. `since` is exact; that of the hook `onDisavowal` leaves a
   * minute for clocks that differ. One that was only begun goes whenever that was: whoever began it
   * knows the secret, and a request under way could still confirm it.
   *
   * An older one stays as it is, recovery codes included: when those were made is not stored. If
   * the thief may have made new ones, offer `newRecoveryCodes` to the owner once she is back.
   *
   * It is meant for the hook `onDisavowal`. Whoever reads the owner's mail can cause it, so it never
   * reaches a factor that was there before. Hand its result to `unwrap`: a refusal that is dropped
   * there would lock the password and leave the thief his factor.
   */
  takeBack(input: TakeBackInput): Promise<TakeBackResult>;

  /** Tells where the account stands. */
  status(input: TotpAccount): Promise<EnrolmentStatusResult>;
}

/**
 * Makes the second factor of a `PasswordService` out of time-based codes (RFC 6238: SHA-1, six
 * digits, 30 seconds) with ten recovery codes of 120 bits.
 *
 * A code works once: the last accepted time step is stored, and only a later one is accepted (RFC
 * 6238 5.2, ASVS 6.5.1). A recovery code works once and is stored as a digest (ASVS 6.5.2). Ask
 * for the password, or for a code, before any of the operations on an enrolment (ASVS 7.5.1).
 *
 * @throws LatchkeyError `ERR_INVALID_OPTION` at once for an impossible option; later `ERR_HOOK`
 *   where `seal` throws
 * @example
 * ```ts
 * const secondFactor = totp({ store: sqlTotpStore(db), issuer: 'Acme' });
 * const passwords = new PasswordService({ stores, mailer, links, secondFactor });
 *
 * const label = account.email ?? account.id;
 * const begun = await secondFactor.beginEnrolment({ accountKey: account.id, label });
 * const qrCodeOf = begun.ok ? begun.uri : null; // to be drawn in your own process
 * ```
 * @example What a thief has enrolled goes when the owner says that it was not her:
 * ```ts
 * const secondFactor = totp({ store: sqlTotpStore(db), issuer: 'Acme' });
 * const passwords = new PasswordService({
 *   stores,
 *   mailer,
 *   links: { ...links, disavow: 'https://app.example/password/disavow' },
 *   secondFactor,
 *   hooks: {
 *     async onDisavowal({ accountKey, since, transaction }) {
 *       unwrap(await secondFactor.takeBack({ accountKey, since, transaction }));
 *     },
 *   },
 * });
 * ```
 */
export function totp(options: TotpOptions): Totp {
  const parts = partsOf(options);
  return {
    methods: ({ accountKey }) => enrolledMethods(parts, accountKey),
    verify: (check) => verifyCode(parts, { ...check, now: check.now ?? parts.clock() }),
    beginEnrolment: (input) => beginEnrolment(parts, input),
    confirmEnrolment: (input) => confirmEnrolment(parts, input),
    newRecoveryCodes: (input) => newRecoveryCodes(parts, input),
    remove: (input) => remove(parts, input),
    takeBack: (input) => takeBack(parts, input),
    status: (input) => enrolmentStatus(parts, input),
  };
}

function partsOf(options: TotpOptions): Parts {
  const {
    store,
    issuer,
    window = 1,
    seal,
    clock = () => new Date(),
    random = randomBytes,
  } = options;
  const requireThat = (fits: boolean, option: keyof TotpOptions, must: string) => {
    if (!fits)
      throw new LatchkeyError('ERR_INVALID_OPTION', `totp: the option "${option}" must ${must}.`);
  };
  // The newest method: a store of before it would fail at a disavowal, when it is needed.
  requireThat(typeof store?.removeSince === 'function', 'store', 'be a TotpStore');
  requireThat(
    faultOf(issuer, { longest: 64, without: /:/ }) === null,
    'issuer',
    'be a text of at most 64 characters without a colon',
  );
  // Each step more is one more code that is right at the same moment.
  requireThat(Number.isInteger(window) && window >= 0 && window <= 2, 'window', 'be 0, 1 or 2');
  requireThat(
    seal === undefined || (typeof seal?.seal === 'function' && typeof seal.open === 'function'),
    'seal',
    'have the functions "seal" and "open"',
  );
  requireThat(typeof clock === 'function', 'clock', 'be a function');
  requireThat(typeof random === 'function', 'random', 'be a function');
  return { store, issuer, window, seal: seal ?? null, clock, random };
}
