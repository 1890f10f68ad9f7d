import { holdsNumber } from './untrusted-text.js';

/** Longest local part that a mail shows, in code points. */
const MAX_LOCAL_LENGTH = 30;

/** Three words at most, and one after a plus, which is what whoever sends may choose freely. */
const LOCAL_PART =
  /^\p{L}[\p{L}\p{M}\p{N}]*(?:[._-][\p{L}\p{M}\p{N}]+){0,2}(?:\+[\p{L}\p{M}\p{N}]+)?$/u;

/** Marks that run over other lines, and letters that nobody sees (Unicode's default ignorables). */
const STACKED_OR_UNSEEN = /\p{M}{3}|\p{DI}/u;

const ASCII = /^[\x21-\x7e]+$/;

/** What begins a link, or ends a host's name, for programs that do not know what an `@` is for. */
const HOST_LIKE =
  /(?:www|ftp)\d*\.|\.(?:[a-z]{2}|com|net|org|edu|gov|info|biz|app|dev|web|shop|site|online|store|xyz|top|club|live|link|click|page)\b/i;

/** Ends that no public name has (RFC 6761, RFC 6762, RFC 7686, RFC 9476, ICANN's `internal`). */
const PRIVATE_DOMAIN =
  /^[^.]+$|\.(?:test|example|invalid|localhost|local|internal|onion|alt|arpa|intranet|private|corp|home|lan)$/i;

/**
 * Makes a stored address harmless in a sentence: what stands before the `@` is shown where it is a
 * short name, and is `⋯` where it could be taken for a link or a message. It is for reading only;
 * nothing is sent to what it returns.
 *
 * Whoever registers `bob+www.evil.example/free@example.com`, or asks for its password, makes a mail
 * to Bob: tags, catch-all domains and ignored dots let strangers choose most of a local part.
 *
 * @param address - one plain address, as `isPlainAddress` has it
 *
 * @example
 * ```ts
 * inertAddress('alice.archer+shop@example.com'); // the same
 * inertAddress('bob+www.evil.example/free@example.com'); // '⋯@example.com'
 * ```
 */
export function inertAddress(address: string): string {
  const at = address.indexOf('@');
  // Not `…`, which is punctuation: some programs link what follows as the name of an account.
  return isName(address.slice(0, at), address) ? address : `⋯${address.slice(at)}`;
}

function isName(local: string, address: string): boolean {
  if (!LOCAL_PART.test(local) || [...local].length > MAX_LOCAL_LENGTH) return false;
  if (STACKED_OR_UNSEEN.test(local) || holdsNumber(local)) return false;
  // A program that does not see the whole for an address takes its dotted beginning for a host.
  if (!local.includes('.')) return true;
  return (
    ASCII.test(address) &&
    !HOST_LIKE.test(local) &&
    !PRIVATE_DOMAIN.test(address.slice(local.length + 1))
  );
}
