import { randomBytes } from 'node:crypto';
import type { HashFault, HashLimits, PasswordHasher } from '../ports/password-hasher.js';
import { HashScheduler } from './hash-scheduler.js';

export interface Verification {
  readonly matches: boolean;
  /** Whether the stored hash is to be made anew now that the password is at hand. */
  readonly needsRehash: boolean;
}

const DECOY_BYTES = 32;

/** Calls of another system wait for a network, not for a core: many at a time, still not any number. */
const CALLS_ELSEWHERE = { concurrency: 64, maxWaiting: 256 } as const;

/**
 * The service's way to hash: normalises, waits its turn at the scheduler, and burns as much for an
 * account that does not exist as for one that does.
 */
export class PasswordHashing {
  readonly #hasher: PasswordHasher;
  readonly #scheduler: HashScheduler;
  readonly #elsewhere = new HashScheduler(CALLS_ELSEWHERE);
  #decoy: Promise<string> | undefined;

  constructor(parts: { readonly hasher: PasswordHasher; readonly scheduler: HashScheduler }) {
    this.#hasher = parts.hasher;
    this.#scheduler = parts.scheduler;
  }

  /**
   * Makes the decoy hash, once. The ways of known and of unknown accounts both await it first:
   * else the first unknown sign-in of a process would take two hashes and tell itself apart.
   */
  async prepare(): Promise<void> {
    await this.#decoyHash();
  }

  /** Hashes the NFC form, so that it is the same password on every keyboard (NIST SP 800-63B-4). */
  hash(password: string, signal?: AbortSignal | null): Promise<string> {
    const normalized = password.normalize('NFC');
    return this.#scheduler.run(() => this.#hasher.hash(normalized), signal);
  }

  /**
   * Verifies the NFC form, then the form as typed where that differs, since older programs hashed
   * what they were given (attack 43). A match of the latter asks for a rehash.
   *
   * @throws ERR_HASH_REFUSED for a stored string that must not be computed, ERR_HASHER_BUSY
   */
  verify(
    passwordHash: string,
    password: string,
    signal?: AbortSignal | null,
  ): Promise<Verification> {
    const scheduler = this.isElsewhere(passwordHash) ? this.#elsewhere : this.#scheduler;
    return scheduler.run(async () => {
      const normalized = password.normalize('NFC');
      if (await this.#hasher.verify(passwordHash, normalized, signal)) {
        return { matches: true, needsRehash: this.#hasher.needsRehash(passwordHash, normalized) };
      }
      const matches =
        normalized !== password && (await this.#hasher.verify(passwordHash, password, signal));
      if (!matches) return { matches, needsRehash: false };
      // Of today's format and parameters, but of the raw form: it is made anew all the same.
      const isOld = this.#hasher.needsRehash(passwordHash);
      const needsRehash = !isOld || this.#hasher.needsRehash(passwordHash, normalized);
      return { matches, needsRehash };
    }, signal);
  }

  /**
   * Does the work of a `verify` that fails, for an account that does not exist. Where the table
   * holds hashes of several formats, the hasher says what this identifier costs.
   */
  async verifyDecoy(
    password: string,
    identifier: string,
    signal?: AbortSignal | null,
  ): Promise<void> {
    const decoy = this.#hasher.decoyFor?.(identifier) ?? (await this.#decoyHash());
    await this.verify(decoy, password, signal);
  }

  /** Whether a stored string is of a known format and within its cost ceiling. */
  recognizes(passwordHash: string): boolean {
    return this.#hasher.recognizes(passwordHash);
  }

  /** Whether another system checks this stored string. */
  isElsewhere(passwordHash: string): boolean {
    return this.#hasher.inspect?.(passwordHash).elsewhere === true;
  }

  /** What is wrong with a stored string that was refused, for an operator. */
  refusalOf(passwordHash: string): { readonly format: string | null; readonly fault: HashFault } {
    const { format = null, fault = null } = this.#hasher.inspect?.(passwordHash) ?? {};
    return { format, fault: fault ?? 'unknown_format' };
  }

  /** What new passwords must fit into besides the policy. */
  get limits(): HashLimits | null {
    return this.#hasher.limits ?? null;
  }

  #decoyHash(): Promise<string> {
    this.#decoy ??= this.hash(randomBytes(DECOY_BYTES).toString('base64url')).catch((error) => {
      // A full line or a missing package: the next caller tries again.
      this.#decoy = undefined;
      throw error;
    });
    return this.#decoy;
  }
}
