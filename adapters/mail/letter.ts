import type { Language } from './language.js';

/** A line of a letter, with a link after it where it has one. */
export type Line = string | { readonly text: string; readonly url: string };

/**
 * What a mail says, as data. One letter is laid out twice, as text and as HTML, so that the two
 * cannot say different things.
 */
export interface Letter {
  readonly subject: string;
  /** What an inbox shows beside the subject. */
  readonly preheader: string;
  readonly heading: string;
  readonly paragraphs: readonly Line[];
  /** The one button. `spellOut` writes its link out below it as well. */
  readonly action?: {
    readonly label: string;
    readonly url: string;
    readonly spellOut: boolean;
  };
  /** Below the button. */
  readonly notes: readonly Line[];
  /** In small print. */
  readonly footer: readonly Line[];
}

/** What the layouts need to know besides the letter. */
export interface LayoutContext {
  readonly language: Language;
  readonly productName: string;
}
