import type { Account } from 'latchkey';
import { LONGEST_JUDGED } from './estimator.js';

/** Everything that grows with what a stranger typed is cut. */
const LONGEST_SOURCE = 320;
const MOST_WORDS = 24;
const SHORTEST_WORD = 3;

/**
 * What an attacker who goes for this account tries first: address, name, and the words of both,
 * with and without accents. The earlier a word stands, the sooner it is thought to be tried.
 */
export function accountWords({ email, displayName }: Account): string[] {
  const address = clean(email);
  const at = address.lastIndexOf('@');
  const local = at < 0 ? address : address.slice(0, at);
  const domain = address.slice(local.length + 1);
  // The last label (com, org, de) is nobody's.
  const host = domain.slice(0, Math.max(0, domain.lastIndexOf('.')));
  const texts = [address, local, clean(displayName), domain, host];
  const words = [...texts, ...texts.map(squeezed), ...texts.flatMap(wordsOf)];
  return [...new Set(words.flatMap((word) => [word, withoutMarks(word)]))]
    .filter((word) => word.length >= SHORTEST_WORD)
    .slice(0, MOST_WORDS)
    .map((word) => word.slice(0, LONGEST_JUDGED));
}

function clean(text: string | null): string {
  return (text ?? '').slice(0, LONGEST_SOURCE).normalize('NFC').trim().toLowerCase();
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u, MOST_WORDS);
}

function squeezed(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}
