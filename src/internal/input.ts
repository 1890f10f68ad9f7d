import { types } from 'node:util';
import * as z from 'zod';
import type { AccountId } from '../ports/account.js';
import type { InputIssue, InvalidInput } from '../results/index.js';
import { readTypedCode } from '../tickets/index.js';

/** Longest password that is looked at, in UTF-16 units; the policy's own limit is far below. */
const MAX_PASSWORD_UNITS = 4096;
/** RFC 5321 4.5.3.1.3 allows a path of 256 octets, angle brackets included. */
const MAX_ADDRESS_UNITS = 254;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
/** What makes one string read as two addresses, or as a name with an address (CVE-2022-35924). */
const ADDRESS_SPECIALS = /[\s,;:<>()[\]"\\]/;
/** Bidirectional overrides and zero-width characters: invisible to the person who checks. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

function text(max: number) {
  return (
    z
      .string({ error: (issue) => (issue.input === undefined ? 'required' : 'invalid_type') })
      .min(1, { error: 'required', abort: true })
      // Not `max`, which counts code points and so reads a megabyte to its end (attack 39).
      .refine((value) => value.length <= max, { error: 'too_long', abort: true })
      .refine((value) => value.isWellFormed(), { error: 'invalid_characters', abort: true })
  );
}

/** An e-mail address (or another identifier of one word), as typed. Outer spaces are dropped. */
export const identifierInput = text(MAX_ADDRESS_UNITS + 64)
  .transform((value) => value.trim())
  .pipe(
    text(MAX_ADDRESS_UNITS)
      .refine((value) => !CONTROL.test(value), { error: 'invalid_characters', abort: true })
      .refine(
        (value) =>
          !ADDRESS_SPECIALS.test(value) &&
          !INVISIBLE.test(value) &&
          value.indexOf('@') === value.lastIndexOf('@'),
        { error: 'invalid_characters' },
      ),
  );

/** A password: nothing is trimmed or cut (ASVS 6.2.8); NUL would end it early in bcrypt. */
export const passwordInput = text(MAX_PASSWORD_UNITS).refine((value) => !value.includes('\0'), {
  error: 'invalid_characters',
});

/** A token of ours: 43 characters of base64url. Refused by length before anything else. */
export const tokenInput = text(43).refine((value) => /^[A-Za-z0-9_-]{43}$/.test(value), {
  error: 'malformed',
});

/** A flow id of ours: 64 characters of base64url. Whether it is genuine is judged after this. */
export const flowIdInput = text(64).refine((value) => /^[A-Za-z0-9_-]{64}$/.test(value), {
  error: 'malformed',
});

/** A mailed code as a person types it, in any of the spellings that mean the same digits. */
export const mailedCodeInput = text(64).transform((value, context) => {
  const code = readTypedCode(value);
  if (code === null) context.addIssue({ code: 'custom', message: 'malformed' });
  return code ?? z.NEVER;
});

/** A native account id. It comes from the application's own session, never from a form. */
export const accountIdInput = z.union(
  [
    text(255).refine((value) => !CONTROL.test(value), { error: 'invalid_characters' }),
    z.int(),
    // Wider than any database's integers, and short enough to be a key.
    z.bigint().refine((value) => BigInt.asIntN(128, value) === value, { error: 'out_of_range' }),
  ],
  { error: (issue) => (issue.input === undefined ? 'required' : 'invalid_type') },
);

/** The name of a second factor's method. */
export const methodInput = text(64).refine((value) => /^[a-z][a-z0-9_]*$/.test(value), {
  error: 'malformed',
});

/** A code as a person types it: what it may hold is the second factor's matter. */
export const codeInput = text(128).refine((value) => !CONTROL.test(value), {
  error: 'invalid_characters',
});

/** Text of the application's own that comes back untouched; it has to fit into a URL. */
export const clientStateInput = text(1024).refine((value) => !CONTROL.test(value), {
  error: 'invalid_characters',
});

/** The name of one of the configured links. */
export const linkNameInput = text(64);

/** A session's id or another opaque handle of the application. */
export const opaqueInput = text(1024).refine((value) => !CONTROL.test(value), {
  error: 'invalid_characters',
});

/** A version of an account's credentials. */
export const versionInput = z.int({ error: 'invalid_type' }).nonnegative({ error: 'out_of_range' });

export const durationInput = z.int({ error: 'invalid_type' }).positive({ error: 'out_of_range' });

/** The handle of an open transaction, whatever the database's library makes of it: some are functions. */
export const transactionInput = z
  .custom((value) => typeof value === 'object' || typeof value === 'function', {
    error: 'invalid_type',
  })
  .optional();

/** An instant. A proxy of one, or an object with its prototype, throws once it is read. */
export const instantInput = z
  .custom<Date>((value) => types.isDate(value) && !Number.isNaN(value.getTime()), {
    error: 'invalid_type',
  })
  .optional();

/** When something happened that is told of now. What lies ahead comes of another clock, or of a slip. */
export function notLaterThan(now: Date, told: Date | undefined): Date {
  return told !== undefined && told < now ? told : now;
}

/** The one spelling under which our tables know an account. */
export function accountKeyOf(id: AccountId): string {
  return String(id);
}

/**
 * Reads an operation's input by its schema. Unknown keys are dropped, and nothing of the input
 * is echoed in the issues.
 */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): { readonly ok: true; readonly value: z.output<Schema> } | InvalidInput {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues: InputIssue[] = parsed.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    code: /^[a-z_]+$/.test(issue.message) ? issue.message : 'invalid_type',
  }));
  return { ok: false, reason: 'invalid_input', issues };
}
