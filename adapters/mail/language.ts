import type { AccountChange } from 'latchkey';

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
  readonly button: string;
  /** How long the link works, and how often. `lifetime` comes from `duration`. */
  lifetime(names: { readonly lifetime: string }): string;
  /** The last words: what to do if one did not ask for this, or what else to do. */
  readonly closing: string;
}

/** The words of a notice of something that has happened. */
export interface NoticeWords extends LetterWords {
  body(names: Names & { readonly instant: string }): string;
  /** For those who know of it. */
  readonly expected: string;
  /** For those who do not, before the button that undoes it. */
  readonly disavow: string;
  /** For those who do not, where there is no such button; before the support link or without one. */
  unexpected(names: { readonly hasSupport: boolean }): string;
}

/** What the notices say in one language. */
export interface Notices {
  /** By the cause of the change. */
  readonly passwordChanged: {
    readonly reset: NoticeWords;
    readonly change: NoticeWords;
    readonly initial: NoticeWords;
    readonly direct_set: NoticeWords;
  };
  readonly addressChanged: NoticeWords;
  /** By what was changed. */
  readonly accountChanged: Readonly<Record<AccountChange, NoticeWords>>;
  /** The button of a notice, and how long it works. */
  readonly disavow: {
    readonly button: string;
    lifetime(names: { readonly lifetime: string }): string;
  };
}

/**
 * Everything that the mails say in one language: one file per language, the notices in one beside
 * it, and no words elsewhere. Sentences are whole, so that a translator can turn them around.
 */
export interface Language extends Notices {
  /** BCP 47, in lower case: `en`, `de`, `pt-br`. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';

  greeting(name: string | null): string;
  /** `60 minutes`, `3 days`: rounded down, so that a mail never promises more than is kept. */
  duration(seconds: number): string;
  instant(at: Date, timeZone: string): string;
  /** Above the link that is written out. */
  readonly spelledOut: string;
  /** Before the support link. */
  readonly help: string;
  sentTo(names: Names & { readonly address: string }): string;
  /** The button to the product itself. */
  open(names: Names): string;
  /** `Firefox on Windows` */
  device(names: { readonly browser: string; readonly system: string }): string;
  /** Between a label and its value in mails as text: `: ` */
  readonly afterLabel: string;
  /** What is known of the request: what stands above the list, and the labels in it. */
  readonly facts: {
    readonly ofRequest: string;
    readonly ofChange: string;
    readonly time: string;
    readonly place: string;
    readonly device: string;
    readonly ip: string;
  };

  readonly resetLink: LinkWords;
  /** The same link, made by an administrator. */
  readonly administrativeLink: LinkWords;
  readonly initialPasswordLink: LinkWords;
  readonly invitation: LinkWords;
  readonly breachLock: LinkWords;
  readonly disavowal: LinkWords;
  readonly operatorLock: LinkWords;
  readonly resetCode: LetterWords & {
    body(names: Names): string;
    lifetime(names: { readonly lifetime: string }): string;
    /** That nobody else may have it. */
    readonly secrecy: string;
    readonly closing: string;
  };
  readonly providerAccount: LetterWords & {
    body(names: Names & { readonly provider: string }): string;
    readonly closing: string;
  };
  readonly passwordlessAccount: LetterWords & {
    body(names: Names): string;
    readonly closing: string;
  };
  readonly unknownAddress: LetterWords & { body(names: Names): string; readonly closing: string };
}
