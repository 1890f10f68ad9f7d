/** Draws whole numbers below a limit, the same for the same seed (mulberry32). */
export type Draw = (below: number) => number;

export function seeded(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below) | 0;
  };
}

/** Both ends of every range that a rule asks about, and what stands just outside. */
const ALPHABETS: readonly (readonly string[])[] = [
  [...'abcmxyz'],
  [...'ABCMXYZ'],
  [...'0123789'],
  [...' !"/:@[\\]^_`{|}~$'],
  ['\x1f', '\x7f', '\0', '\n', '\u00a0'],
  [...'éßжЖ日ｱａＡ１٣'],
  ['😀', '👍🏽', 'e\u0301', '\u0301', 'ﬁ', 'İ', '\ufdfa'],
  ['\ud800', '\udbff', '\udc00', '\udfff'],
];

/** How many of the alphabets, the first ones, make plain passwords. */
const PLAIN = 4;

/** A password of at most 14 characters as a rule; one in fifty is longer, about bcrypt's 72 bytes. */
export function passwordBy(draw: Draw): string {
  const length = draw(50) === 0 ? 15 + draw(70) : draw(15);
  // Plain ones mostly, or hardly any would be accepted.
  const kinds = draw(4) === 0 ? ALPHABETS.length : 1 + draw(PLAIN);
  const first = draw(PLAIN);
  let password = '';
  for (let at = 0; at < length; at += 1) {
    const last = password.at(-1);
    const way = last === undefined ? 9 : draw(10);
    if (way < 2) password += last;
    else if (way < 4) password += neighbourOf(last as string, way === 2 ? 1 : -1);
    else {
      const alphabet = ALPHABETS[(first + draw(kinds)) % Math.max(kinds, PLAIN)] as string[];
      password += alphabet[draw(alphabet.length)];
    }
  }
  return password;
}

function neighbourOf(character: string, step: number): string {
  return String.fromCharCode((character.charCodeAt(0) + step) & 0xffff);
}

export function passwordsBy(draw: Draw, count: number): string[] {
  return Array.from({ length: count }, () => passwordBy(draw));
}
