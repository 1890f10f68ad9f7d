import type { Ticket } from '../../ports/index.js';

export interface Candidate {
  readonly ticket: Ticket;
  readonly token: string;
  /**
   * The attempt that counted it among the entry's mints; `null` while it certainly has reached
   * nobody.
   */
  readonly countedIn: number | null;
  /** How long its mail says that it works. */
  readonly lifetimeSeconds: number;
}

const MAX_CANDIDATES = 1000;

/**
 * Remembers, in this process only, the token of each entry whose mail is still under way. A retry
 * then sends the same link again instead of minting another: the store holds digests only, so a
 * token that is forgotten (a crash, another worker) costs one of the entry's mints. And which mails
 * this process has in hand.
 */
export class CandidateDesk {
  readonly #candidates = new Map<string, Candidate>();
  readonly #inHand = new Set<string>();

  /** Takes what is wanted in hand, and returns what ends that; `null` where it is in hand already. */
  takeInHand(want: string): (() => void) | null {
    if (this.#inHand.has(want)) return null;
    this.#inHand.add(want);
    return () => void this.#inHand.delete(want);
  }

  /** The entry's candidate, while at least half of its life is left. */
  find(entryId: string, now: Date): Candidate | null {
    const candidate = this.#candidates.get(entryId);
    if (candidate === undefined) return null;
    const { issuedAt, expiresAt } = candidate.ticket;
    const halfLife = (issuedAt.getTime() + expiresAt.getTime()) / 2;
    return now.getTime() <= halfLife ? candidate : null;
  }

  /** Whether no earlier attempt of the entry can have brought its candidate to anybody. */
  isFresh(entry: { readonly id: string; readonly attempts: number }): boolean {
    return this.#candidates.get(entry.id)?.countedIn === entry.attempts;
  }

  /** Keeps the candidate that reached nobody: it is counted again when it is tried again. */
  uncount(entryId: string): void {
    const candidate = this.#candidates.get(entryId);
    if (candidate !== undefined) this.#candidates.set(entryId, { ...candidate, countedIn: null });
  }

  keep(entryId: string, candidate: Candidate): void {
    this.#candidates.delete(entryId);
    this.#candidates.set(entryId, candidate);
    if (this.#candidates.size <= MAX_CANDIDATES) return;
    const oldest = this.#candidates.keys().next();
    if (!oldest.done) this.#candidates.delete(oldest.value);
  }

  forget(entryId: string): void {
    this.#candidates.delete(entryId);
  }
}
