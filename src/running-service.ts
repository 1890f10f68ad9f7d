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

  /** Checks every option. Throws `ERR_INVALID_OPTION` that names the wrong one. */
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

  /** Deletes expired tickets and old given-up entries, in small batches. Call it hourly. */
  async purgeExpired(call?: Call): Promise<PurgeExpiredResult> {
    return purgeExpired(this.open(), call);
  }

  /** Lists what the outbox gave up on, newest first, for an operator. */
  async listGivenUp(query?: { readonly limit?: number }): Promise<GivenUpEntry[]> {
    return listGivenUp(this.open(), query);
  }

  /**
   * Puts back what the outbox gave up on: due now, with attempts and lifetime anew. Call it once
   * the cause is mended. By default only notices of changes and revocations of sessions come back;
   * `includeRequests` brings requests for links as well.
   *
   * @param input `entryIds` out of {@link listGivenUp}, or `all: true` for the oldest 1000
   * @returns `requeued`: how many entries are pending again
   */
  async requeueGivenUp(input: RequeueGivenUpInput, call?: Call): Promise<RequeueGivenUpResult> {
    return requeueGivenUp(this.open(), input, call);
  }

  /**
   * Does what is due in the outbox now: for cron, serverless and tests. It takes up nothing more
   * once `maxEntries` are done or the signal aborts, and finishes what is in hand, for which a
   * mailer has `mailTimeoutSeconds`. Any number of processes may drain one outbox at once.
   *
   * @returns how many entries were handled, and whether more is due: then call it again
   * @throws LatchkeyError `ERR_STORE` where the database is away: what was claimed comes back
   */
  async drainOutbox(bounds?: DrainOutboxBounds): Promise<DrainOutboxResult> {
    this.#refuseIfClosed();
    return this.#worker.drain(readDrainBounds(bounds));
  }

  /**
   * Runs the outbox in the foreground, for a worker process, until the signal aborts. Then it
   * finishes the mails in hand, for which a mailer has `mailTimeoutSeconds`, takes up no more and
   * resolves; nothing stays leased. Any number of processes may run one outbox.
   */
  async runOutbox(run: { readonly signal: AbortSignal }): Promise<void> {
    this.#refuseIfClosed();
    if (!(run?.signal instanceof AbortSignal))
      throw new LatchkeyError('ERR_INVALID_OPTION', '"runOutbox" needs "signal", which ends it.');
    await this.#worker.run(run.signal);
  }

  /**
   * Stops the in-process outbox, waits for what is under way and does what is due once more.
   * Further calls throw `ERR_CLOSED`. Close it before the database.
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
