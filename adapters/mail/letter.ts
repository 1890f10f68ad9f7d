import type { Language } from './language.js';

/** A line of a letter, with a link after it where it has one. */
export type Line = string | { readonly text: string; readonly url: string };

/** What is known of a request, as a list: what it is about, and a label and a value for each. */
export interface Facts {
  readonly caption: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
}

export interface Button {
  readonly label: string;
  readonly url: string;
  /** Writes its link out below it as well, with the host in bold. */
  readonly spellOut: boolean;
  /** For what most readers shall leave alone. @default false */
  readonly subdued?: boolean;
}

/** One part of a letter. A line alone is a paragraph. */
export type Block =
  | Line
  /** A paragraph in smaller print. */
  | { readonly note: Line }
  | { readonly button: Button }
  /** Digits only. They are shown large and in groups, and copied without any space. */
  | { readonly code: string }
  | { readonly facts: Facts };

/**
 * What a mail says, as data. One letter is laid out twice, as text and as HTML, so that the two
 * cannot say different things.
 */
export interface Letter {
  readonly subject: string;
  /** What an inbox shows beside the subject. */
  readonly preheader: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
  /** In small print. */
  readonly footer: readonly Line[];
}

/** What the layouts need to know besides the letter. */
export interface LayoutContext {
  readonly language: Language;
  readonly product: { readonly name: string };
}
