import { commonPieces } from '../../../src/policy/common-passwords.js';
import { sequenceLength, walkLength } from '../../../src/policy/keyboard.js';

const LONGEST_PIECE = Math.max(...[...commonPieces().bits.keys()].map((piece) => piece.length));

/*
 * `isGuessable` as its rules say it, with no thought for time: every state from every place, and
 * every piece looked for from scratch.
 */

interface Piece {
  readonly end: number;
  readonly bits: number;
  readonly words: 0 | 1;
  readonly own: boolean;
}

const LEET = { '@': 'a', '4': 'a', '3': 'e', '0': 'o', $: 's', '5': 's', '7': 't' };

/** The fewest bits that the text can be read with; infinite where it cannot. */
export function fewestBits(folded: string, ownWords: readonly string[]): number {
  if (folded.length === 0 || folded.length > 256) return Number.POSITIVE_INFINITY;
  const units = Array.from({ length: folded.length }, (_, i) => folded[i] as string);
  const inTurns = [0, 1].map((odd) => units.filter((_, i) => i % 2 === odd).join('')).join('');
  return Math.min(
    cheapest(folded, ownWords),
    cheapest([...folded].reverse().join(''), ownWords) + 2,
    cheapest(inTurns, ownWords) + 4,
  );
}

/** The bits of the cheapest reading: at most three common words, and one of the account's if any. */
function cheapest(text: string, ownWords: readonly string[]): number {
  const states = Array.from({ length: text.length + 1 }, () => new Map<string, number>());
  states[0]?.set('0 false', 0);
  for (let at = 0; at < text.length; at += 1) {
    const pieces = piecesOf(text, at, ownWords);
    for (const [state, sum] of states[at] ?? []) {
      const [words, own] = state.split(' ');
      for (const piece of pieces) {
        const used = Number(words) + piece.words;
        if (used > 3) continue;
        const next = `${used} ${own === 'true' || piece.own}`;
        const bits = Math.min(sum + piece.bits, states[piece.end]?.get(next) ?? Infinity);
        states[piece.end]?.set(next, bits);
      }
    }
  }
  const ends = [...(states[text.length] ?? [])];
  const counting = ends.filter(([state]) => ownWords.length === 0 || state.endsWith('true'));
  return Math.min(...counting.map(([, bits]) => bits));
}

function piecesOf(text: string, at: number, ownWords: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  const add = (length: number, bits: number, words: 0 | 1 = 0, own = false) =>
    pieces.push({ end: at + length, bits, words, own });

  const sign = text[at] as string;
  add(1, /[ ._-]/.test(sign) ? 2 : /[!?*#@0-9]/.test(sign) ? 4 : /[a-z]/.test(sign) ? 6 : 8);
  for (const [index, spelled] of [text, spelledWith(text, 'i'), spelledWith(text, 'l')].entries()) {
    const leetBits = index === 0 ? 0 : 1;
    for (const word of ownWords)
      if (spelled.startsWith(word, at))
        add(word.length, (word.length <= 3 ? 8 : 2) + leetBits, 0, true);
    for (let end = at + 3; end <= Math.min(at + LONGEST_PIECE, text.length); end += 1) {
      const rank = commonPieces().bits.get(spelled.slice(at, end));
      if (rank !== undefined) add(end - at, rank + leetBits, 1);
    }
  }
  for (let size = 1; size <= Math.min(at, 32); size += 1) {
    const before = text.slice(at - size, at);
    let times = 0;
    while (text.startsWith(before, at + times * size)) times += 1;
    if (times > 0) add(times * size, 1 + Math.log2(times));
  }
  const sequence = sequenceLength(text, at);
  if (sequence >= 3) add(sequence, 4 + Math.log2(sequence - 2));
  const walk = walkLength(text, at);
  if (walk >= 3) add(walk, 5 + Math.log2(walk - 2));
  if (/^(?:19[4-9]|20[0-4])[0-9]/.test(text.slice(at))) add(4, 6);
  return pieces;
}

function spelledWith(text: string, one: string): string {
  const table: Record<string, string> = { ...LEET, '1': one, '!': one };
  return Array.from({ length: text.length }, (_, i) => table[text[i] as string] ?? text[i]).join(
    '',
  );
}
