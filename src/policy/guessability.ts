import { type Kind, PieceReader } from './piece-reader.js';

/** 128 code points. Longer texts are not taken apart; the rule on length is there for them. */
const LONGEST_TEXT = 256;
/** Four different words are a passphrase, whatever the words. */
const MOST_WORDS = 3;

/** What a way of writing something common costs an attacker more than the plain way. */
const REVERSED_BITS = 2;
const INTERLEAVED_BITS = 4;

/**
 * The ways to come to a place are kept apart by how many common words they used, and whether one of
 * the account's was among them: even lanes have used none, two lanes further is one word more.
 */
const LANES = (MOST_WORDS + 1) * 2;

export interface GuessingOptions {
  /** How many bits still count as guessable. */
  readonly budgetBits: number;
  /**
   * Words that this attacker would try first. With them, only readings that use one of them count.
   */
  readonly ownWords?: readonly string[];
}

/**
 * Tells whether a folded text can be read, as a whole, as something that an attacker comes to
 * within 2^`budgetBits` guesses: common passwords, keyboard walks, sequences and repeats glued
 * together, with at most a few signs that are none of these.
 *
 * Each piece costs the bits that it takes to guess it (a common password the logarithm of its
 * rank, a repeat hardly anything, an unexplained letter six), and the cheapest reading counts.
 * Work is at most proportional to the length: prefixes that are above the budget are dropped, and
 * every table is bounded.
 */
export function isGuessable(folded: string, options: GuessingOptions): boolean {
  if (folded.length === 0 || folded.length > LONGEST_TEXT) return false;
  return (
    isReadable(folded, options, 0) ||
    isReadable(reversed(folded), options, REVERSED_BITS) ||
    isReadable(deinterleaved(folded), options, INTERLEAVED_BITS)
  );
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}

/** `q1w2e3r4` is `qwer` and `1234` in turns. */
function deinterleaved(text: string): string {
  let even = '';
  let odd = '';
  for (let i = 0; i < text.length; i += 2) {
    even += text[i] ?? '';
    odd += text[i + 1] ?? '';
  }
  return even + odd;
}

/** A shortest path over the places of the text, from piece to piece. */
function isReadable(text: string, options: GuessingOptions, startBits: number): boolean {
  const { budgetBits, ownWords = [] } = options;
  const needsOwnWord = ownWords.length > 0;
  const reader = new PieceReader(text, ownWords);
  // Most passwords hold none of the account's words, and are done with here.
  if (needsOwnWord && !reader.holdsOwnWord) return false;

  /** The fewest bits for each place and lane. */
  const fewest = new Float64Array((text.length + 1) * LANES).fill(Number.POSITIVE_INFINITY);
  fewest[0] = startBits;
  let from = 0;
  let lanes: readonly number[] = [];
  let furthest = 0;
  let isRead = false;
  const step = (end: number, bits: number, kind: Kind) => {
    for (const lane of lanes) {
      const sum = (fewest[from + lane] as number) + bits;
      const next = kind === 'word' ? lane + 2 : kind === 'own' ? lane | 1 : lane;
      if (sum > budgetBits || next >= LANES) continue;
      const target = end * LANES + next;
      if (sum >= (fewest[target] as number)) continue;
      fewest[target] = sum;
      if (end > furthest) furthest = end;
      if (end === text.length && (!needsOwnWord || next % 2 === 1)) isRead = true;
    }
  };

  for (let at = 0; at <= furthest && at < text.length && !isRead; at += 1) {
    from = at * LANES;
    lanes = worthwhileLanes(fewest, from);
    if (lanes.length > 0) reader.visitPieces(at, step);
  }
  return isRead;
}

/** The lanes that lead to a place, without those that took as many words and bits as a better one. */
function worthwhileLanes(fewest: Float64Array, from: number): number[] {
  const lanes: number[] = [];
  let fewestWithOwn = Number.POSITIVE_INFINITY;
  let fewestOfAll = Number.POSITIVE_INFINITY;
  for (let lane = 0; lane < LANES; lane += 2) {
    const withOwn = fewest[from + lane + 1] as number;
    if (withOwn < fewestWithOwn) lanes.push(lane + 1);
    fewestWithOwn = Math.min(fewestWithOwn, withOwn);
    fewestOfAll = Math.min(fewestOfAll, withOwn);
    const without = fewest[from + lane] as number;
    if (without < fewestOfAll) lanes.push(lane);
    fewestOfAll = Math.min(fewestOfAll, without);
  }
  return lanes;
}
