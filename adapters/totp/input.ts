import type { InvalidInput } from 'latchkey';

/** An account, as the core knows it. */
export interface TotpAccount {
  /** `String(account.id)`, from your own session and never from a form. */
  readonly accountKey: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** As long as the core lets an account's id be. */
export const ACCOUNT_KEY = { longest: 255 } as const;

/** As long as an e-mail address can be. The Key Uri Format keeps the colon for itself. */
export const LABEL = { longest: 254, without: /:/ } as const;

interface TextRule {
  readonly longest: number;
  readonly without?: RegExp;
}

/** Reads texts out of an input of any form. Nothing of the input is echoed in the issues. */
export function readTexts<Name extends string>(
  input: unknown,
  rules: Readonly<Record<Name, TextRule>>,
): { readonly ok: true; readonly value: Readonly<Record<Name, string>> } | InvalidInput {
  const given = Object(input) as Record<string, unknown>;
  const read = Object.entries<TextRule>(rules).map(([path, rule]) => {
    const value = given[path];
    return { path, value, code: faultOf(value, rule) };
  });
  const issues = read.flatMap(({ path, code }) => (code === null ? [] : [{ path, code }]));
  if (issues.length > 0) return { ok: false, reason: 'invalid_input', issues };
  const value = Object.fromEntries(read.map((each) => [each.path, each.value]));
  return { ok: true, value: value as Record<Name, string> };
}

/** Says what is wrong with a text; `null` where nothing is. */
export function faultOf(value: unknown, { longest, without }: TextRule): string | null {
  if (value === undefined || value === '') return 'required';
  if (typeof value !== 'string') return 'invalid_type';
  if (value.length > longest) return 'too_long';
  const fits = value.isWellFormed() && !CONTROL.test(value) && without?.test(value) !== true;
  return fits ? null : 'invalid_characters';
}
