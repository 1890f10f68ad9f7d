import summits from '../test/unit/policy/worst-inputs.json' with { type: 'json' };
import type { Drawing } from './random.js';

/** What strangers can bring to a check: a password, and an account that they registered. */
export interface HostileInput {
  readonly password: string;
  readonly email: string;
  readonly displayName: string;
}

const CODE_POINTS = 128;
const BYTES = 1024;
/** What a users table takes as an address or a name; the rule looks at no more. */
const SOURCE_LENGTH = 320;

/** Signs that are read in several ways, that become many under NFKC, or that are two code units. */
const SIGNS = [
  ...'1!4@30$5710123456789abcdefghijklmnopqrstuvwxyz .-_#éßıİ',
  ...'\ufdfa\ufdfb\u3300\u3316\u33c2\u2177\u246a\u2473\u24f4\u3358\u33fe\u2121\ufb03\u{1f100}',
  ...'\u0301\u0323\u0344\u0390\u1fd3\u{1d160}\u{1f984}\u{1d7cf}\u{1d422}\u200d\ufffd\ud800',
];

/** Walks, runs, years, and the common passwords that overlap most. */
const PIECES = [
  ...['qwertyuiop', '1qaz2wsx', 'zxcvbnm,./', '!@#$%^&*()', 'asdfghjkl', 'azerty', 'йцукен'],
  ...[
    '12345678901234567890',
    'abcdefghijklmnopqrstuvwxyz',
    '9876543210',
    '2024',
    '1984',
    '31121999',
  ],
  ...['password', 'passw0rd', 'p4$$w0rd1!', 'monkey', 'dragon', 'iloveyou', 'lovelove', 'killkill'],
  ...['111', '111111', '123123', '1a2b3c', 'aaa', 'ababab', 'mama', 'papa', 'lol', 'lollol', 'ill'],
  ...['ada', 'lovelace', 'i1l!', '1!', '!1', 'l0l', 'a4@', '5s$', 't7t', '0o0', 'x9Kq', 'éáúíóñ'],
];

/** One pattern each, as long as the caps allow: in every field, as a ladder of names, and as a near match. */
const PATTERNS = [
  ...['a', '1', '!', '4', '1!', 'ab1', 'password', 'p4$$w0rd1!', '1234567890', 'lol', 'monkey '],
  ...[
    '\ufdfa',
    '\u246a',
    '\u2177',
    '\u{1d7cf}',
    '\u{1f984}',
    'a\u0301\u0323',
    '\u{1d160}',
    '\u3316',
  ],
].flatMap((sign) => {
  const long = sign.repeat(SOURCE_LENGTH);
  const password = `${sign.repeat(121)}éáúíóñ`;
  const name = Array.from({ length: 24 }, (_, i) => sign.repeat(i + 3)).join(' ');
  return [
    within({ password, email: `${long}@example.org`, displayName: long }),
    within({ password: sign.repeat(14), email: `${name}@${name}`, displayName: name }),
    within({ password: sign.repeat(128), email: `${sign.repeat(127)}@x`, displayName: name }),
  ];
});

/** Where climbs begin: at plain patterns, and at the summits of earlier searches. */
export const STARTS: readonly HostileInput[] = [...PATTERNS, ...summits];

/** One change, small or large; what comes out keeps the caps. */
export function mutated(input: HostileInput, draw: Drawing): HostileInput {
  const field = draw.from(['password', 'password', 'displayName', 'email'] as const);
  const text = [...input[field]];
  const at = draw.below(text.length + 1);
  const removed = draw.chance(0.6) ? draw.below(Math.min(12, text.length - at) + 1) : 0;
  text.splice(at, removed, ...inserted(input, draw));
  if (draw.chance(0.1)) text.reverse();
  return within({ ...input, [field]: text.join('') });
}

function inserted(input: HostileInput, draw: Drawing): string[] {
  const source = draw.from([SIGNS, SIGNS, PIECES, 'self', 'words'] as const);
  const repeated = (text: string) => [...text.repeat(1 + draw.below(draw.chance(0.3) ? 24 : 3))];
  if (source === 'words') {
    const sign = draw.from(SIGNS);
    const longest = 3 + draw.below(24);
    return [...Array.from({ length: longest }, (_, i) => sign.repeat(3 + i)).join(' ')];
  }
  if (source !== 'self') return repeated(draw.from<string>(source));
  // A part of the input again, so that the password is made of the account's own words.
  const whole = [...draw.from([input.password, input.displayName, input.email])];
  const from = draw.below(whole.length);
  return repeated(whole.slice(from, from + 1 + draw.below(30)).join(''));
}

function within({ password, email, displayName }: HostileInput): HostileInput {
  let kept = [...password.normalize('NFC')].slice(0, CODE_POINTS);
  while (Buffer.byteLength(kept.join('')) > BYTES) kept = kept.slice(0, -1);
  return {
    password: kept.join(''),
    email: email.slice(0, SOURCE_LENGTH),
    displayName: displayName.slice(0, SOURCE_LENGTH),
  };
}
