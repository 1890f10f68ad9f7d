/** A code of any installation, before and after it changes how many digits its codes have. */
const CODE = /^[0-9]{6,12}$/;
const SEPARATORS = /[\p{Space_Separator}\p{Dash_Punctuation}\u2212]/gu;
/** The zeros of ASCII, full-width, Arabic-Indic and Eastern Arabic-Indic (Persian, Urdu) digits. */
const ZEROS = [0x30, 0xff10, 0x0660, 0x06f0];

/**
 * Reads a code as a person types or pastes it: spaces and dashes between the digits mean nothing,
 * and the digits of a Japanese, Arabic or Persian keyboard mean what they show. `null` for anything
 * else, and for what has no 6 to 12 digits.
 */
export function readTypedCode(typed: string): string | null {
  let code = '';
  for (const character of typed.trim().replace(SEPARATORS, '')) {
    const digit = digitOf(character.codePointAt(0) as number);
    if (digit === null) return null;
    code += digit;
  }
  return CODE.test(code) ? code : null;
}

function digitOf(point: number): number | null {
  const zero = ZEROS.find((each) => point >= each && point <= each + 9);
  return zero === undefined ? null : point - zero;
}
