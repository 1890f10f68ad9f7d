import type { Account } from '../ports/account.js';
import type { PolicyRule } from '../ports/policy.js';
import { areWithinEdits } from './edits.js';
import { fold, lettersAndDigits, withoutMarks } from './fold.js';
import { isGuessable } from './guessability.js';

/**
 * Seven unexplained letters. Somebody who goes for this one account starts from its name and
 * address, and less than that beside them is no secret.
 */
const TARGETED_BITS = 42;

/** Everything that grows with what a stranger typed is cut: attack 39, CVE-2021-45115. */
const LONGEST_SOURCE = 320;
const LONGEST_FOLDED = 1024;
const MOST_WORDS = 24;
const SHORTEST_WORD = 3;
const SHORTEST_NEAR_MATCH = 8;
const LONGEST_PASSWORD = 512;
const MOST_EDITS = 2;

/**
 * Refuses a password made of the account's own data: the address, its local part and the words of
 * its domain, the display name and its words (ASVS 6.2.11, NIST SP 800-63B-4 section 3.1.1.2).
 *
 * A password is refused where it is one of these but for two typing mistakes, or where, taken as a
 * whole, it is one or more of these plus something easily guessed or short: `AdaLovelace1815!`,
 * `lovelace-password-2024`. A name inside an otherwise good passphrase does no harm. Case, accents
 * and the usual replacements (`@` for `a`) make no difference. The work is linear in the password.
 * Without an account (at sign-up, unless one is passed) nothing is refused.
 * The rule is synchronous, so it cannot hang; it never throws.
 *
 * Violation: `contains_account_data` `{}`.
 */
export function notAccountData(): PolicyRule {
  const message = 'Choose a password that does not contain your name or address.';
  const answer = { code: 'contains_account_data', params: {}, message };
  return {
    code: 'contains_account_data',
    check({ password, account }) {
      if (account === null || password.length > LONGEST_PASSWORD) return null;
      const ownWords = wordsOf(account);
      if (ownWords.length === 0) return null;
      const folded = withoutMarks(fold(password));
      const bare = lettersAndDigits(folded);
      const isNear = ownWords.some((word) => isAlmost(bare, lettersAndDigits(word)));
      return isNear || isGuessable(folded, { budgetBits: TARGETED_BITS, ownWords }) ? answer : null;
    },
    describe: () => answer,
  };
}

/** The account's words, longest first, so that a bounded number are the telling ones. */
function wordsOf({ email, displayName }: Account): string[] {
  const words = new Set<string>();
  const add = (text: string) => {
    const bare = lettersAndDigits(text);
    words.add(text).add(bare);
    for (const part of text.split(/[^\p{L}\p{N}]+/u, MOST_WORDS)) words.add(part);
  };
  if (email !== null) {
    const address = clean(email);
    const at = address.lastIndexOf('@');
    const [local, domain] = at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
    words.add(address).add(domain);
    add(local);
    // The last label (com, org, de) is nobody's.
    add(domain.slice(0, Math.max(0, domain.lastIndexOf('.'))));
  }
  if (displayName !== null) {
    const name = clean(displayName);
    add(name);
    words.add(lettersAndDigits(name.split(/\s+/, MOST_WORDS).reverse().join('')));
  }
  return [...words]
    .filter((word) => word.length >= SHORTEST_WORD && /[\p{L}\p{N}]/u.test(word))
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_WORDS);
}

/** Cut a second time, since one character can become eighteen (U+FDFA). */
function clean(text: string): string {
  return withoutMarks(fold(text.slice(0, LONGEST_SOURCE)).slice(0, LONGEST_FOLDED)).trim();
}

/** Whether the password is the word but for two typing mistakes. Short words are too often that. */
function isAlmost(password: string, word: string): boolean {
  return word.length >= SHORTEST_NEAR_MATCH && areWithinEdits(MOST_EDITS, password, word);
}
