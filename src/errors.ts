/** Stable codes of what only an operator or a programmer can cause. */
export type LatchkeyErrorCode =
  /** An option is missing or wrong; `message` names it in quotes. */
  | 'ERR_INVALID_OPTION'
  /** The hashing line is full: answer 503 and let the client come back. */
  | 'ERR_HASHER_BUSY'
  /** The outbox is full, for everyone alike: answer 503. */
  | 'ERR_OUTBOX_FULL'
  /** A stored hash is of no known format, malformed, or above its cost ceiling. */
  | 'ERR_HASH_REFUSED'
  /** `hash()` was given a password that the format would cut: the policy was not asked before. */
  | 'ERR_HASH_LIMIT'
  /** What `verifyElsewhere` calls failed or gave no answer in time: answer 503; see `cause`. */
  | 'ERR_OLD_SYSTEM'
  /** A native or optional package could not be loaded; `message` names it and the cure. */
  | 'ERR_MISSING_PEER'
  /** The library's tables are missing or of another version; `message` says how to make them. */
  | 'ERR_SCHEMA'
  /** A database could not be reached or refused a statement; see `cause`. */
  | 'ERR_STORE'
  /** A hook of the application threw; see `cause`. Nothing was changed. */
  | 'ERR_HOOK'
  /** A rule of the policy threw; see `cause`. Nothing was changed. */
  | 'ERR_POLICY_RULE'
  /** What a rule of the policy asks is down, and it may not let pass: answer 503; see `cause`. */
  | 'ERR_RULE_UNAVAILABLE'
  /** A list of breached passwords or its filter is missing, cut, damaged or something else. */
  | 'ERR_BREACHED_LIST'
  /** `close()` was called before. */
  | 'ERR_CLOSED'
  /** The operation needs a `SessionStore`, and none was given. */
  | 'ERR_NO_SESSION_STORE'
  /** `unwrap()` met a result that is not ok; see `result`. */
  | 'ERR_UNWRAPPED';

const BRAND = Symbol.for('latchkey.error');

const STATUS_CODES: Partial<Record<LatchkeyErrorCode, number>> = {
  ERR_HASHER_BUSY: 503,
  ERR_OUTBOX_FULL: 503,
  ERR_OLD_SYSTEM: 503,
  ERR_RULE_UNAVAILABLE: 503,
  ERR_STORE: 503,
  ERR_CLOSED: 503,
};

/**
 * Thrown for what a user cannot cause. `statusCode`, `expose` and `headers` are the fields that
 * Express and Koa read, so an unhandled full line answers 503 with Retry-After by itself and
 * shows no internals.
 *
 * Recognise it by {@link isLatchkeyError} or by `code`; `instanceof` works across the ESM and
 * CommonJS copies as well.
 *
 * @example
 * ```ts
 * try {
 *   await passwords.authenticate(input);
 * } catch (error) {
 *   if (isLatchkeyError(error) && error.code === 'ERR_HASHER_BUSY') return tryLater();
 *   throw error;
 * }
 * ```
 */
export class LatchkeyError extends Error {
  readonly code: LatchkeyErrorCode;
  readonly statusCode: number;
  /** The message is for operators: frameworks must not show it. */
  readonly expose = false;
  readonly headers: Readonly<Record<string, string>>;
  readonly retryAfterSeconds: number | null;

  static {
    Object.defineProperty(LatchkeyError.prototype, BRAND, { value: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  constructor(
    code: LatchkeyErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly retryAfterSeconds?: number } = {},
  ) {
    super(`[latchkey] ${message}`, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'LatchkeyError';
    this.code = code;
    this.statusCode = STATUS_CODES[code] ?? 500;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.headers =
      options.retryAfterSeconds === undefined
        ? {}
        : { 'Retry-After': String(options.retryAfterSeconds) };
  }
}

/** Whether a value is a {@link LatchkeyError} of this or of another copy of the package. */
export function isLatchkeyError(value: unknown): value is LatchkeyError {
  return value instanceof LatchkeyError;
}

/** RFC 3463 2: class, subject and detail, so that no text of a server comes along. */
const ENHANCED_STATUS = /^[245]\.\d{1,3}\.\d{1,3}$/;

/**
 * What a mailer throws when it knows more than that it failed. Any error with
 * `permanent: true`, `undelivered: true` or `retryAfterSeconds` is understood alike.
 *
 * @example
 * ```ts
 * if (response.status === 422) throw new MailDeliveryError('refused', { permanent: true });
 * ```
 */
export class MailDeliveryError extends Error {
  /** `true`: the next hop will never take this mail (5xx), so it is not tried again. */
  readonly permanent: boolean;
  /** Stable, for events and lists; never a mail server's text, which may quote address or link. */
  readonly code: string;
  /**
   * `true`: the next hop has certainly not taken the mail (no connection, 4xx), so its link reached
   * nobody. Left `false` after a timeout or a cut connection, when it may have.
   */
  readonly undelivered: boolean;
  /** The next hop's enhanced status code (RFC 3463), such as `5.1.1`, where it gave one. */
  readonly status: string | null;
  /** When to try again, where the mailer knows: the outbox then asks no backoff. Else `null`. */
  readonly retryAfterSeconds: number | null;

  /**
   * @param options.code - @default `refused` where permanent, else `deferred`
   * @param options.undelivered - @default whether it is permanent
   * @param options.status - anything but a bare enhanced code becomes `null`. @default `null`
   * @param options.retryAfterSeconds - the outbox takes it for 1 where it is less, for 600 where it is
   *   more. @default by the outbox's backoff
   */
  constructor(
    message: string,
    options: {
      readonly permanent: boolean;
      readonly code?: string;
      readonly undelivered?: boolean;
      readonly status?: string | null;
      readonly retryAfterSeconds?: number;
      readonly cause?: unknown;
    },
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'MailDeliveryError';
    this.permanent = options.permanent;
    this.code = options.code ?? (options.permanent ? 'refused' : 'deferred');
    this.undelivered = options.undelivered ?? options.permanent;
    const { status } = options;
    this.status = typeof status === 'string' && ENHANCED_STATUS.test(status) ? status : null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
