import type { HonoRequest } from 'hono';
import { parseAccept } from 'hono/utils/accept';

/** Nobody reads more languages than this; whoever lists more is not answered more slowly. */
const MOST_CHARACTERS = 256;
const TAG = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

/**
 * The tags of `ui_locales`, as OpenID Connect Core section 3.1.2.1 has it: BCP 47, separated by
 * spaces, preferred first. What is no tag is left out.
 */
export function uiLocales(request: HonoRequest): readonly string[] {
  return (request.query('ui_locales') ?? '').slice(0, MOST_CHARACTERS).split(' ').filter(isTag);
}

/** The languages that a person wants, preferred first: `ui_locales`, then what the browser says. */
export function wantedLanguages(request: HonoRequest): readonly string[] {
  const header = (request.header('accept-language') ?? '').slice(0, MOST_CHARACTERS);
  const accepted = parseAccept(header).flatMap(({ type, q }) => (q > 0 ? type : []));
  return [...uiLocales(request), ...accepted.filter(isTag)];
}

/**
 * Finds the first wanted language that there is, by RFC 4647 section 3.4: `de-AT-1996` is looked
 * for as itself, then as `de-AT` and `de`. A bare `pt` takes `pt-BR`, which that leaves out.
 */
export function lookUpLanguage<Language extends { readonly lang: string }>(
  available: readonly Language[],
  wanted: readonly string[],
): Language | undefined {
  for (const tag of wanted) {
    const found = lookUp(available, tag.toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

function lookUp<Language extends { readonly lang: string }>(
  available: readonly Language[],
  tag: string,
): Language | undefined {
  const parts = tag.split('-');
  for (let length = parts.length; length > 0; length -= 1) {
    const range = parts.slice(0, length).join('-');
    const exact = available.find(({ lang }) => lang.toLowerCase() === range);
    if (exact !== undefined) return exact;
  }
  return available.find(({ lang }) => lang.toLowerCase().startsWith(`${parts[0]}-`));
}

function isTag(text: string): boolean {
  return TAG.test(text);
}
