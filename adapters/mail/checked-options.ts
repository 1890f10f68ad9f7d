import { LatchkeyError } from 'latchkey';
import { isPlainAddress } from './address.js';
import { chooseLanguage } from './choose-language.js';
import type { Language } from './language.js';
import { en } from './languages/en.js';
import { isLink } from './link.js';
import type { RenderedMail } from './rendered-mail.js';
import type { Product } from './template.js';
import { singleLine } from './untrusted-text.js';

/** Longest name of a product, in code points: it stands in every subject. */
const MAX_PRODUCT_LENGTH = 80;

/** Whom mails are from: one plain address, with or without a name. */
export type Sender = string | { readonly name?: string; readonly address: string };

export function senderOf(from: Sender): RenderedMail['from'] {
  const { name = '', address } = typeof from === 'string' ? { address: from } : from;
  if (!isPlainAddress(address)) throw invalid('from', 'must be one plain mail address');
  if (name !== singleLine(name)) throw invalid('from', 'must have a name of one printable line');
  return { name, address };
}

export function checkedProduct(product: Product): Product {
  const { name, url, supportUrl } = product;
  if (name === '' || name !== singleLine(name) || [...name].length > MAX_PRODUCT_LENGTH) {
    throw invalid(
      'product.name',
      `must be one printable line of at most ${MAX_PRODUCT_LENGTH} characters`,
    );
  }
  if (url !== undefined && !isLink(url, ['https', 'http'])) {
    throw invalid('product.url', 'must be an absolute http(s) URL');
  }
  if (supportUrl !== undefined && !isLink(supportUrl, ['https', 'http', 'mailto'])) {
    throw invalid('product.supportUrl', 'must be an absolute http(s) or mailto URL');
  }
  return product;
}

export function checkedTimeZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    throw invalid('timeZone', 'must be an IANA time zone');
  }
}

/** Requires all words of every language, so that no mail meets a hole later. */
export function checkedLanguages(languages: readonly Language[]): readonly Language[] {
  if (languages.length === 0) throw invalid('languages', 'must name at least one language');
  for (const language of languages) {
    const missing = firstMissing(en, language, '');
    if (missing !== null) throw invalid('languages', `lacks "${missing}" in one of them`);
  }
  return languages;
}

function firstMissing(model: unknown, words: unknown, path: string): string | null {
  if (typeof words !== typeof model || words === null) return path;
  if (typeof model !== 'object' || model === null) return null;
  for (const [name, part] of Object.entries(model)) {
    const own = (words as Readonly<Record<string, unknown>>)[name];
    const missing = firstMissing(part, own, path === '' ? name : `${path}.${name}`);
    if (missing !== null) return missing;
  }
  return null;
}

/** The language for whoever reads none of them: that of `locale`, or else the first. */
export function fallbackOf(languages: readonly Language[], locale?: string): Language {
  const fallback = chooseLanguage(languages, [locale ?? languages[0]?.tag]);
  if (fallback === null) throw invalid('locale', 'must be one of the languages');
  return fallback;
}

/** Schemes that browsers give a meaning of their own. */
const NEVER_LINKED = ['javascript', 'data', 'vbscript', 'file', 'blob', 'about'];

export function checkedSchemes(schemes: readonly string[]): readonly string[] {
  for (const scheme of schemes) {
    if (!/^[a-z][a-z\d+.-]*$/.test(scheme) || NEVER_LINKED.includes(scheme)) {
      throw invalid('linkSchemes', 'must be lower-case names of app schemes, without the colon');
    }
  }
  return schemes;
}

export function invalid(option: string, fault: string): LatchkeyError {
  return new LatchkeyError('ERR_INVALID_OPTION', `mailer: "${option}" ${fault}.`);
}
