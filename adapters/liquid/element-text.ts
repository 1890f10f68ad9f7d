import type { Place } from './place.js';

/** Elements whose text is no HTML, and what stands in it. In the first two references count. */
export const TEXT_ELEMENTS: Readonly<Record<string, Place>> = {
  title: 'plain',
  textarea: 'plain',
  style: 'style',
  script: 'script',
  xmp: 'script',
  iframe: 'script',
  noembed: 'script',
  noframes: 'script',
  plaintext: 'script',
  // To whoever runs scripts. For the others it is HTML, which is the stricter reading.
  noscript: 'conditional',
};

/** The text of such an element, as far as it has been read. */
export interface ElementText {
  readonly element: string;
  /** What may become an end tag, or of a script what hides another one in it. */
  readonly tail: string;
  /** A script may hold a comment, and in it another script, whose end tag does not end the first. */
  readonly hides: 'nothing' | 'comment' | 'script';
}

export function textOfElement(element: string): ElementText {
  return { element, tail: '', hides: 'nothing' };
}

/**
 * Reads one character more (HTML 13.2.5.2 to 13.2.5.31); `null` where it ends the name of the end tag.
 * `</stylex>` does not end a style.
 */
export function readInElement(text: ElementText, character: string): ElementText | null {
  const { element, tail, hides } = text;
  if (/[\t\n\f\r />]/.test(character)) {
    const ends = tail === `</${element}` && element !== 'plaintext';
    if (ends && hides !== 'script') return null;
    if (ends) return { element, tail: '', hides: 'comment' };
    if (hides === 'comment' && tail === '<script') return { element, tail: '', hides: 'script' };
  }
  if (tail === '' && character !== '<' && character !== '-') return text;
  const starts = element === 'script' ? [...SCRIPT, `</${element}`] : [`</${element}`];
  let read = tail + character.toLowerCase();
  while (read !== '' && !starts.some((start) => start.startsWith(read))) read = read.slice(1);
  if (read === '<!--')
    // Its dashes may be those that end it, too.
    return { element, tail: '--', hides: hides === 'nothing' ? 'comment' : hides };
  if (read === '-->') return { element, tail: '', hides: 'nothing' };
  return { element, tail: read, hides };
}

const SCRIPT = ['<!--', '-->', '<script'];
