import { commonPieces } from './common-passwords.js';
import { sequenceLength, walkLength } from './keyboard.js';

const LONGEST_REPEAT = 32;
/** What a letter's replacement costs an attacker more than the letter. */
const LEET_BITS = 1;
/** Three letters occur by chance inside other words. */
const OWN_WORD_BITS = 2;
const OWN_SHORT_WORD_BITS = 8;

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
const LEET_READINGS: readonly Readonly<Record<string, string>>[] = [
  { ...LEET, '1': 'i', '!': 'i' },
  { ...LEET, '1': 'l', '!': 'l' },
];

const LEET_SIGN = /[@430$571!]/;
const LEET_SIGNS = /[@430$571!]/g;
const YEAR = /(?:19[4-9]|20[0-4])[0-9]/y;

/** Signs that nothing explains: one of the ten digits, of the letters, of all others. */
const SIGN_BITS = new Map([
  ...[...' ._-'].map((sign) => [sign, 2] as const),
  ...[...'!?*#@0123456789'].map((sign) => [sign, 4] as const),
  ...[...'abcdefghijklmnopqrstuvwxyz'].map((sign) => [sign, 6] as const),
]);
const OTHER_SIGN_BITS = 8;

/** A common password, a word of the account's, or anything that needs no list. */
export type Kind = 'word' | 'own' | 'pattern';
export type Visit = (end: number, bits: number, kind: Kind) => void;

/** The text, or what it says where signs stand for letters; and what that costs. */
interface Spelling {
  readonly text: string;
  readonly bits: number;
}

/** A word of the account's in one spelling of the text, and the place where it comes next. */
interface OwnWord {
  readonly word: string;
  readonly spelling: Spelling;
  next: number;
}

/** Finds the pieces that a text may be read as from a place on. */
export class PieceReader {
  readonly #text: string;
  readonly #spellings: readonly Spelling[];
  /** Those of the account's words that occur; of one word, the cheapest spelling first. */
  readonly #ownWords: OwnWord[] = [];
  /** For each distance, how many characters from a place on equal those that far before them. */
  #repeats: Uint16Array | undefined;

  constructor(text: string, ownWords: readonly string[]) {
    this.#text = text;
    this.#spellings = spellingsOf(text);
    for (const word of ownWords) {
      for (const spelling of this.#spellings) {
        const next = spelling.text.indexOf(word);
        if (next >= 0) this.#ownWords.push({ word, spelling, next });
      }
    }
  }

  get holdsOwnWord(): boolean {
    return this.#ownWords.length > 0;
  }

  visitPieces(at: number, visit: Visit): void {
    visit(at + 1, SIGN_BITS.get(this.#text[at] as string) ?? OTHER_SIGN_BITS, 'pattern');
    this.#visitOwnWords(at, visit);
    this.#visitCommonPieces(at, visit);
    this.#visitRepeats(at, visit);
    visitRun(at, sequenceLength(this.#text, at), 4, visit);
    visitRun(at, walkLength(this.#text, at), 5, visit);
    YEAR.lastIndex = at;
    if (YEAR.test(this.#text)) visit(at + 4, 6, 'pattern');
  }

  #visitOwnWords(at: number, visit: Visit): void {
    let visited = '';
    for (const own of this.#ownWords) {
      if (own.next < at) own.next = nextOf(own, at);
      if (own.next !== at || own.word === visited) continue;
      visited = own.word;
      const bits = own.word.length <= 3 ? OWN_SHORT_WORD_BITS : OWN_WORD_BITS;
      visit(at + own.word.length, bits + own.spelling.bits, 'own');
    }
  }

  #visitCommonPieces(at: number, visit: Visit): void {
    const { bits, beginnings } = commonPieces();
    for (const spelling of this.#spellings) {
      const longest = beginnings.get(spelling.text.slice(at, at + 3)) ?? 0;
      const most = Math.min(longest, spelling.text.length - at);
      for (let length = 3; length <= most; length += 1) {
        const rank = bits.get(spelling.text.slice(at, at + length));
        if (rank !== undefined) visit(at + length, rank + spelling.bits, 'word');
      }
    }
  }

  #visitRepeats(at: number, visit: Visit): void {
    this.#repeats ??= repeatTable(this.#text);
    const { length } = this.#text;
    const table = this.#repeats;
    for (let size = 1; size <= LONGEST_REPEAT && size <= at; size += 1) {
      const equal = table[size * length + at] as number;
      if (equal < size) continue;
      const times = Math.floor(equal / size);
      visit(at + times * size, 1 + Math.log2(times), 'pattern');
    }
  }
}

function nextOf({ word, spelling }: OwnWord, from: number): number {
  const next = spelling.text.indexOf(word, from);
  return next < 0 ? Number.POSITIVE_INFINITY : next;
}

function visitRun(at: number, length: number, bits: number, visit: Visit): void {
  if (length >= 3) visit(at + length, bits + Math.log2(length - 2), 'pattern');
}

function spellingsOf(text: string): Spelling[] {
  const spellings: Spelling[] = [{ text, bits: 0 }];
  if (!LEET_SIGN.test(text)) return spellings;
  for (const signs of LEET_READINGS) {
    const spelled = text.replace(LEET_SIGNS, (sign) => signs[sign] ?? sign);
    if (spelled !== spellings[1]?.text) spellings.push({ text: spelled, bits: LEET_BITS });
  }
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
