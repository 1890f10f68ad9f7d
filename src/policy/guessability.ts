import { commonPieces } from './common-passwords.js';
import { sequenceLength, walkLength } from './keyboard.js';

/** 128 code points. Longer texts are not taken apart; the rule on length is there for them. */
const LONGEST_TEXT = 256;
/** Four different words are a passphrase, whatever the words. */
const MOST_WORDS = 3;
const LONGEST_REPEAT = 32;

/** What a way of spelling something common costs an attacker more than the plain way. */
const REVERSED_BITS = 2;
const INTERLEAVED_BITS = 4;
const LEET_BITS = 1;

/** `1` and `!` stand for an `i` or an `l`, so there are two ways to read them. */
const LEET: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};
const LEET_READINGS = [
  { ...LEET, '1': 'i', '!': 'i' },
  { ...LEET, '1': 'l', '!': 'l' },
] as const;

const LEET_SIGN = /[@430$571!]/;
const LEET_SIGNS = /[@430$571!]/g;
const YEAR = /(?:19[4-9]|20[0-4])[0-9]/y;

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
  if (readable(folded, options, 0)) return true;
  if (readable([...folded].reverse().join(''), options, REVERSED_BITS)) return true;
  const { even, odd } = deinterleaved(folded);
  return readable(even + odd, options, INTERLEAVED_BITS);
}

/** `q1w2e3r4` is `qwer` and `1234` in turns. */
function deinterleaved(text: string): { even: string; odd: string } {
  let even = '';
  let odd = '';
  for (let i = 0; i < text.length; i += 2) {
    even += text[i] ?? '';
    odd += text[i + 1] ?? '';
  }
  return { even, odd };
}

/**
 * A shortest path over the places of the text. A state is a place, how many common words were
 * used to come there, and whether a word of the account's was among them.
 */
function readable(text: string, options: GuessingOptions, startBits: number): boolean {
  const { budgetBits, ownWords = [] } = options;
  const lanes = (MOST_WORDS + 1) * 2;
  const best = new Float64Array((text.length + 1) * lanes).fill(Number.POSITIVE_INFINITY);
  best[0] = startBits;
  const reader = new Reader(text, ownWords);
  let furthest = 0;

  for (let at = 0; at <= furthest && at < text.length; at += 1) {
    const row = at * lanes;
    if (!reached(best, row, lanes)) continue;
    for (const piece of reader.piecesAt(at)) {
      for (let lane = 0; lane < lanes; lane += 1) {
        const bits = (best[row + lane] ?? Number.POSITIVE_INFINITY) + piece.bits;
        if (bits > budgetBits) continue;
        // Even lanes have used no word of the account's; two lanes further is one word more.
        const next = piece.kind === 'word' ? lane + 2 : piece.kind === 'own' ? lane | 1 : lane;
        if (next >= lanes) continue;
        const target = piece.end * lanes + next;
        if (bits >= (best[target] ?? 0)) continue;
        best[target] = bits;
        if (piece.end > furthest) furthest = piece.end;
      }
    }
  }

  const last = text.length * lanes;
  for (let lane = ownWords.length > 0 ? 1 : 0; lane < lanes; lane += ownWords.length > 0 ? 2 : 1) {
    if ((best[last + lane] ?? Number.POSITIVE_INFINITY) <= budgetBits) return true;
  }
  return false;
}

function reached(best: Float64Array, row: number, lanes: number): boolean {
  for (let lane = 0; lane < lanes; lane += 1) {
    if (best[row + lane] !== Number.POSITIVE_INFINITY) return true;
  }
  return false;
}

interface Piece {
  readonly end: number;
  readonly bits: number;
  readonly kind: 'word' | 'own' | 'pattern';
}

/** Finds the pieces that a text may be read as from a place on. */
class Reader {
  readonly #text: string;
  readonly #ownWords: readonly string[];
  readonly #spellings: readonly { readonly text: string; readonly bits: number }[];
  /** For each distance, how many characters from a place on equal those that far before them. */
  readonly #repeats: Uint16Array;

  constructor(text: string, ownWords: readonly string[]) {
    this.#text = text;
    this.#ownWords = ownWords;
    this.#repeats = repeatTable(text);
    this.#spellings = spellingsOf(text);
  }

  piecesAt(at: number): Piece[] {
    const pieces: Piece[] = [
      { end: at + 1, bits: signBits(this.#text[at] ?? ''), kind: 'pattern' },
    ];
    this.#addWords(pieces, at);
    this.#addRepeats(pieces, at);
    this.#addRun(pieces, at, sequenceLength(this.#text, at), 4);
    this.#addRun(pieces, at, walkLength(this.#text, at), 5);
    YEAR.lastIndex = at;
    if (YEAR.test(this.#text)) {
      pieces.push({ end: at + 4, bits: 6, kind: 'pattern' });
    }
    return pieces;
  }

  #addWords(pieces: Piece[], at: number): void {
    const { bits, beginnings, longest } = commonPieces();
    for (const spelling of this.#spellings) {
      for (const word of this.#ownWords) {
        if (spelling.text.startsWith(word, at)) {
          // Three letters occur by chance inside other words.
          const bits = (word.length <= 3 ? 8 : 2) + spelling.bits;
          pieces.push({ end: at + word.length, bits, kind: 'own' });
        }
      }
      if (!beginnings.has(spelling.text.slice(at, at + 3))) continue;
      const furthest = Math.min(longest, spelling.text.length - at);
      for (let length = 3; length <= furthest; length += 1) {
        const rank = bits.get(spelling.text.slice(at, at + length));
        if (rank === undefined) continue;
        pieces.push({ end: at + length, bits: rank + spelling.bits, kind: 'word' });
      }
    }
  }

  #addRepeats(pieces: Piece[], at: number): void {
    for (let size = 1; size <= Math.min(at, LONGEST_REPEAT); size += 1) {
      const equal = this.#repeats[size * this.#text.length + at] ?? 0;
      const times = Math.floor(equal / size);
      if (times === 0) continue;
      pieces.push({ end: at + times * size, bits: 1 + Math.log2(times), kind: 'pattern' });
    }
  }

  #addRun(pieces: Piece[], at: number, length: number, bits: number): void {
    if (length < 3) return;
    pieces.push({ end: at + length, bits: bits + Math.log2(length - 2), kind: 'pattern' });
  }
}

function spellingsOf(text: string): { text: string; bits: number }[] {
  const spellings = [{ text, bits: 0 }];
  if (!LEET_SIGN.test(text)) return spellings;
  const [asI, asL] = LEET_READINGS.map((signs: Readonly<Record<string, string>>) =>
    text.replace(LEET_SIGNS, (sign) => signs[sign] ?? sign),
  ) as [string, string];
  spellings.push({ text: asI, bits: LEET_BITS });
  if (asL !== asI) spellings.push({ text: asL, bits: LEET_BITS });
  return spellings;
}

/** One flat table of rows per distance: a row of its own each would cost more than the rest. */
function repeatTable(text: string): Uint16Array {
  const { length } = text;
  const furthest = Math.min(length - 1, LONGEST_REPEAT);
  const table = new Uint16Array((furthest + 1) * length);
  for (let size = 1; size <= furthest; size += 1) {
    let equal = 0;
    for (let at = length - 1; at >= size; at -= 1) {
      equal = text.charCodeAt(at) === text.charCodeAt(at - size) ? equal + 1 : 0;
      table[size * length + at] = equal;
    }
  }
  return table;
}

/** Signs that nothing explains: one of the ten digits, of the letters, of all others. */
function signBits(sign: string): number {
  if (/[ ._-]/.test(sign)) return 2;
  if (/[!?*#@]/.test(sign)) return 4;
  if (/[0-9]/.test(sign)) return 4;
  return /[a-z]/.test(sign) ? 6 : 8;
}
