import { LatchkeyError } from './errors.js';
import { HashScheduler, hasher, PasswordHashing } from './hashing/index.js';
import type { Core } from './internal/core.js';
import { createCore } from './internal/create-core.js';
import { type DrainOutboxBounds, readDrainBounds } from './internal/outbox/drain-bounds.js';
import { OutboxWorker } from './internal/outbox/worker.js';
import { listGivenUp } from './operations/list-given-up.js';
import { type PurgeExpiredResult, purgeExpired } from './operations/purge-expired.js';
import { type RequeueGivenUpInput, requeueGivenUp } from './operations/requeue-given-up.js';
import { type PasswordServiceOptions, readOptions } from './options.js';
import { nist } from './policy/index.js';
import type { AccountId, Call, GivenUpEntry, Policy, TicketPurpose } from './ports/index.js';
import type { DrainOutboxResult, RequeueGivenUpResult } from './results/index.js';
import { memoryThrottle } from './throttle/index.js';

/**
 * What runs beneath the operations: the wired parts, the outbox that works at what must happen
 * after the answers, and the end of both. `PasswordService` is one.
 */
export abstract class RunningService<
  Id extends AccountId = AccountId,
  Extra extends object = object,
  Tx = unknown,
> {
  /** The rules for new passwords; `policy.describe()` gives the hints for a form. */
  readonly policy: Policy;
  /** Whose accounts these are: that of the stores. */
  readonly realm: string;
  /** How long tickets live, by purpose, for texts that say so. */
  readonly lifetimeSeconds: Readonly<Record<TicketPurpose, number>>;
  /**
   * `transaction`: a change is all or nothing. `ordered_steps`: the users table is elsewhere and
   * is written last before the commit, so that a crash right between the two leaves the new
   * password in place with sessions and tickets of before; repeating the reset mends it.
   */
  readonly atomicity: 'transaction' | 'ordered_steps';
  /** Whether `revokeSessions` has sessions to end; where nothing stores them it throws. */
  readonly hasSessionStore: boolean;
  /** Whether `requestReset` takes `deliver: 'code'`: the option `keys` is given. */
  readonly deliversCodes: boolean;
  /** The ways that a code may go: `mail` and the option `channels`; empty without `keys`. */
  readonly codeChannels: readonly string[];
  /** How long a code lives, for texts that say so. */
  readonly codeLifetimeSeconds: number;
  readonly #core: Core<Id, Extra, Tx>;
  readonly #worker: OutboxWorker<Id, Extra, Tx>;
  readonly #inProcess: boolean;
  #closed = false;

  /**
   * Checks every option, and asks neither database nor mail server.
   *
   * @throws LatchkeyError `ERR_INVALID_OPTION`, which names the wrong one
   */
  constructor(options: PasswordServiceOptions<Id, Extra, Tx>) {
    const { settings, hashing, outbox, signInPolicy, codeKeys } = readOptions(options);
    const { stores } = options;
    this.policy = options.policy ?? nist();
    this.realm = stores.realm;
    this.lifetimeSeconds = settings.lifetimeSeconds;
    this.atomicity = stores.users.transactional ? 'transaction' : 'ordered_steps';
    this.hasSessionStore = stores.sessions !== undefined && stores.sessions.stateless !== true;
    this.deliversCodes = codeKeys.length > 0;
    this.codeChannels = this.deliversCodes ? ['mail', ...Object.keys(options.channels ?? {})] : [];
    this.codeLifetimeSeconds = settings.codes.lifetimeSeconds;
    this.#inProcess = outbox === 'in-process';
    this.#core = createCore<Id, Extra, Tx>({
      stores,
      mailer: options.mailer,
      channels: options.channels ?? {},
      codeKeys,
      links: options.links,
      policy: this.policy,
      signInPolicy,
      hashing: new PasswordHashing({
        hasher: options.hasher ?? hasher(),
        scheduler: new HashScheduler(hashing),
      }),
      throttle: options.throttle ?? memoryThrottle(),
      secondFactor: options.secondFactor,
      hooks: options.hooks ?? {},
      settings,
      onEvent: options.onEvent,
      clock: options.clock,
      random: options.random,
    });
    this.#worker = new OutboxWorker(this.#core);
  }

  /**
   * Deletes what nobody needs any more, in batches of 500, so that no redemption waits behind a long
   * delete: tickets some time after their expiry (a quarter of an hour by default), expired sessions of
   * a store that can (that of `latchkey/sql`), outbox entries that were given up on more than 30 days ago,
   * and what is noted of addresses that accounts were moved away from, once none of them can have a say
   * any more. Call it hourly.
   *
   * @param call an aborted `signal` ends it early, and what was deleted until then is answered
   * @returns how many `tickets`, `outboxEntries`, `formerAddresses` and `sessions`: 100,000 of each at most
   * @throws LatchkeyError `ERR_STORE` (503)
   *
   * @example
   * ```ts
   * const { tickets, sessions } = await passwords.purgeExpired();
   * console.log(`${tickets} tickets and ${sessions} sessions are gone.`);
   * ```
   */
  async purgeExpired(call?: Call): Promise<PurgeExpiredResult> {
    return purgeExpired(this.open(), call);
  }

  /**
   * Lists what the outbox gave up on, newest first, for an operator.
   *
   * @param query `limit`: how many, 1000 at most (default: 100)
   * @returns the entries, each with `kind`, `reason` and `givenUpAt`; their payload holds addresses,
   * and never a token
   * @throws LatchkeyError `ERR_STORE` (503)
   *
   * @example
   * ```ts
   * for (const { id, kind, reason } of await passwords.listGivenUp({ limit: 50 }))
   *   console.log(id, kind, reason);
   * ```
   */
  async listGivenUp(query?: { readonly limit?: number }): Promise<GivenUpEntry[]> {
    return listGivenUp(this.open(), query);
  }

  /**
   * Puts back what the outbox gave up on: due now, with attempts and lifetime anew. Call it once
   * the cause is mended. What is pending already is left alone, so it may be called any number of
   * times. Only notices, mails about locks and revocations of sessions come back by default: whoever
   * asked for a link has long asked again or gone.
   *
   * @param input `entryIds` out of {@link listGivenUp}, 1000 at most; or `all: true` for at most 1000 of
   * them, notices first and each kind's oldest first: call it again until it answers 0;
   * `includeRequests`: requests for links, codes and mails of `issueTicket` as well (default `false`)
   * @returns `ok` with how many entries are pending again, `requeued`; or `invalid_input`
   * @throws LatchkeyError `ERR_STORE` (503)
   *
   * @example
   * ```ts
   * const { requeued } = unwrap(await passwords.requeueGivenUp({ all: true }));
   * ```
   */
  async requeueGivenUp(input: RequeueGivenUpInput, call?: Call): Promise<RequeueGivenUpResult> {
    return requeueGivenUp(this.open(), input, call);
  }

  /**
   * Does what is due in the outbox now: for cron, serverless and tests. It takes up nothing more
   * once `maxEntries` are done or the signal aborts, and finishes what is in hand, for which a
   * mailer has `mailTimeoutSeconds`. Any number of processes may drain one outbox at once.
   *
   * @param bounds `maxEntries`: 1 to 1000 (default: 1000); `signal`
   * @returns how many entries were `handled`, and whether more is due (`moreDue`): then call it again
   * @throws LatchkeyError `ERR_STORE` (503) where the database is away: what was claimed comes back;
   * `ERR_INVALID_OPTION` for a `maxEntries` that is none
   *
   * @example
   * ```ts
   * const signal = AbortSignal.timeout(20_000);
   * const { handled, moreDue } = await passwords.drainOutbox({ maxEntries: 200, signal });
   * console.log(`${handled} entries`, moreDue ? 'and more are due' : '');
   * ```
   */
  async drainOutbox(bounds?: DrainOutboxBounds): Promise<DrainOutboxResult> {
    this.#refuseIfClosed();
    return this.#worker.drain(readDrainBounds(bounds));
  }

  /**
   * Runs the outbox in the foreground, for a worker process, until the signal aborts. Then it
   * finishes the mails in hand, for which a mailer has `mailTimeoutSeconds`, takes up no more and
   * resolves; nothing stays leased. Any number of processes may run one outbox. A database that is
   * away ends nothing: that is the event `outbox.failed`, and the next turn tries again.
   *
   * @param run `signal`: ends it
   * @throws LatchkeyError `ERR_INVALID_OPTION` without a `signal`
   *
   * @example
   * ```ts
   * const ending = new AbortController();
   * process.once('SIGTERM', () => ending.abort());
   * await passwords.runOutbox({ signal: ending.signal });
   * await passwords.close();
   * ```
   */
  async runOutbox(run: { readonly signal: AbortSignal }): Promise<void> {
    this.#refuseIfClosed();
    if (!(run?.signal instanceof AbortSignal))
      throw new LatchkeyError('ERR_INVALID_OPTION', '"runOutbox" needs "signal", which ends it.');
    await this.#worker.run(run.signal);
  }

  /**
   * Stops the outbox of this process, waits for what is under way and, where it ran by itself, does
   * what is due for five seconds more; the rest stays in the database. Further calls of other methods
   * throw `ERR_CLOSED`. Close it before the database.
   *
   * @example
   * ```ts
   * await passwords.close();
   * await db.destroy();
   * ```
   */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker.stop();
  }

  #refuseIfClosed(): void {
    if (this.#closed) throw new LatchkeyError('ERR_CLOSED', 'The service is closed.');
  }

  /**
   * Hands out the core. Any use starts the in-process outbox, since what an earlier process left
   * pending must not wait for the next request.
   */
  protected open(): Core<Id, Extra, Tx> {
    this.#refuseIfClosed();
    if (this.#inProcess) this.#worker.nudge();
    return this.#core;
  }
}
