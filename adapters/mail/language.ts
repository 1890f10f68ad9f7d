import type { ClientDetails } from './client-details.js';

/** What all sentences may name. Every value is harmless text already; none is markup. */
export interface Names {
  readonly product: string;
}

/** The words of one kind of mail. */
export interface LetterWords {
  subject(names: Names): string;
  /** What an inbox shows beside the subject. */
  preheader(names: Names): string;
  heading(names: Names): string;
}

/** The words of a kind of mail whose button leads to a form. */
export interface LinkWords extends LetterWords {
  body(names: Names): string;
  button: string;
  /** How long the link works, and how often. `lifetime` comes from `duration`. */
  lifetime(names: { readonly lifetime: string }): string;
  /** For those who did not ask. */
  unasked: string;
}

/**
 * Everything that the mails say in one language: one file per language, and no words elsewhere.
 * Sentences are whole, so that a translator can turn them around.
 */
export interface Language {
  /** BCP 47, in lower case: `en`, `de`, `pt-br`. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';

  greeting(name: string | null): string;
  /** `60 minutes`, `3 days`: rounded down, so that a mail never promises more than is kept. */
  duration(seconds: number): string;
  instant(at: Date, timeZone: string): string;
  /** Above the link that is written out. */
  spelledOut: string;
  /** Where the request came from, or `null` where nothing is known. */
  requestedFrom(client: ClientDetails): string | null;
  /** Before the support link. */
  help: string;
  sentTo(names: Names & { readonly address: string }): string;
  /** The button to the product itself. */
  open(names: Names): string;

  readonly resetLink: LinkWords;
  readonly initialPasswordLink: LinkWords;
  readonly providerAccount: LetterWords & {
    body(names: Names & { readonly provider: string }): string;
    unasked: string;
  };
  readonly passwordlessAccount: LetterWords & { body(names: Names): string; unasked: string };
  readonly passwordChanged: LetterWords & {
    body(
      names: Names & {
        readonly instant: string;
        readonly cause: 'reset' | 'change' | 'initial' | 'direct_set';
      },
    ): string;
    expected: string;
    /** Before the support link, or the end of the text where there is none. */
    unexpected(names: { readonly hasSupport: boolean }): string;
  };
  readonly unknownAddress: LetterWords & { body(names: Names): string; unasked: string };
}

/** Longest language tag that is looked at. */
const MAX_TAG_LENGTH = 35;

/**
 * Picks the language for the first wish that can be met, each wish shortened subtag by subtag
 * (RFC 4647 lookup): `de-AT`, then `de`, then the next wish.
 */
export function chooseLanguage(
  languages: readonly Language[],
  wishes: readonly (string | null | undefined)[],
): Language | null {
  for (const wish of wishes) {
    if (typeof wish !== 'string' || wish.length > MAX_TAG_LENGTH) continue;
    const subtags = wish.toLowerCase().split(/[-_]/);
    for (; subtags.length > 0; subtags.pop()) {
      const tag = subtags.join('-');
      const match = languages.find((language) => language.tag.toLowerCase() === tag);
      if (match) return match;
    }
  }
  return null;
}
