import { RECOVERY_SYMBOLS } from './recovery-code.js';

const LONGEST = 128;

/** Reads the six digits of an authenticator app as people type them; `null` for anything else. */
export function readTimeCode(typed: unknown): string | null {
  const code = folded(typed);
  return code !== null && /^[0-9]{6}$/.test(code) ? code : null;
}

/**
 * Reads a recovery code as people copy it from paper: in either case, and with O for 0 and I or L
 * for 1, which no code contains. `null` for anything else.
 */
export function readRecoveryCode(typed: unknown): string | null {
  const code = folded(typed)?.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1') ?? '';
  return code.length === RECOVERY_SYMBOLS && /^[0-9A-HJKMNP-TV-Z]+$/.test(code) ? code : null;
}

/** Without spaces and dashes; full-width and Arabic digits as the plain ones. */
function folded(typed: unknown): string | null {
  if (typeof typed !== 'string' || typed.length > LONGEST) return null;
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{Dash_Punctuation}]/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}
