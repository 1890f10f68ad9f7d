/** Rows from the digits down. A shifted sign counts as its key, so `!QAZ` walks like `1qaz`. */
const LAYOUTS: readonly (readonly string[])[] = [
  ['1234567890-=', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./'],
  ['!@#$%^&*()_+', 'qwertyuiop{}', 'asdfghjkl:"', 'zxcvbnm<>?'],
  ['1234567890', 'qwertzuiopü', 'asdfghjklöä', 'yxcvbnm,.-'],
  ['1234567890', 'azertyuiop', 'qsdfghjklm', 'wxcvbn,;:'],
  ['1234567890', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'],
];

/** A key's place as one number, so that the step between two keys is one number as well. */
const ROW = 64;
const STEPS = new Set([1, -1, ROW, -ROW, ROW - 1, 1 - ROW, ROW + 1, -ROW - 1]);

const PLACES: readonly ReadonlyMap<string, number>[] = LAYOUTS.map(
  (rows) =>
    new Map(rows.flatMap((keys, row) => [...keys].map((key, column) => [key, row * ROW + column]))),
);

/** Length of the longest straight walk over neighbouring keys that starts at `from`. */
export function walkLength(text: string, from: number): number {
  let longest = 0;
  for (const places of PLACES) {
    let here = places.get(text[from] ?? '');
    if (here === undefined) continue;
    let step = 0;
    let to = from + 1;
    for (; to < text.length; to += 1) {
      const next = places.get(text[to] ?? '');
      if (next === undefined) break;
      if (to === from + 1) {
        step = next - here;
        if (!STEPS.has(step)) break;
      } else if (next - here !== step) break;
      here = next;
    }
    longest = Math.max(longest, to - from);
  }
  return longest;
}

/** Length of the longest run up or down the digits (0 follows 9) or the alphabet from `from`. */
export function sequenceLength(text: string, from: number): number {
  const start = text.charCodeAt(from);
  if (start >= 48 && start <= 57) return runLength(text, from, 48, 10);
  if (start >= 97 && start <= 122) return runLength(text, from, 97, 26);
  return 0;
}

function runLength(text: string, from: number, first: number, size: number): number {
  let step = 0;
  let to = from + 1;
  for (; to < text.length; to += 1) {
    const place = text.charCodeAt(to) - first;
    if (place < 0 || place >= size) break;
    const taken = (place - (text.charCodeAt(to - 1) - first) + size) % size;
    if (to === from + 1) step = taken;
    if (taken !== step || (step !== 1 && step !== size - 1)) break;
  }
  return to - from;
}
