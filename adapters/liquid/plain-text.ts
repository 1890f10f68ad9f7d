import { decodeReferences } from './character-references.js';
import { printable } from './printable.js';

/** Elements whose text nobody reads. */
const UNREAD = new Set(['head', 'style', 'script', 'title', 'template', 'svg', 'noscript']);

/** How many line breaks an element stands apart with. */
const BREAKS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, 2])),
  ...Object.fromEntries(['ul', 'ol', 'table', 'blockquote', 'hr', 'pre'].map((name) => [name, 2])),
  ...Object.fromEntries(['div', 'tr', 'li', 'dt', 'dd', 'section', 'header'].map((n) => [n, 1])),
  ...Object.fromEntries(['footer', 'article', 'center', 'address', 'br'].map((n) => [n, 1])),
};

/**
 * Makes the plain text of a mail's HTML: text, lists, and every link written out on a line of its
 * own. It looks at each character a bounded number of times, so what it costs grows with the length.
 */
export function plainText(html: string): string {
  const page = new Page();
  let index = 0;
  while (index < html.length) {
    const start = html.indexOf('<', index);
    page.write(html.slice(index, start < 0 ? html.length : start));
    if (start < 0) break;
    if (!/[a-z/!?]/i.test(html.charAt(start + 1))) {
      page.write('<');
      index = start + 1;
      continue;
    }
    const end = html.startsWith('<!--', start)
      ? after(html, '-->', start + 4)
      : endOfTag(html, start);
    // Never closed: browsers, too, drop the rest.
    if (end < 0) break;
    index = end;
    const tag = html.slice(start, end);
    const [, closing, name = ''] = /^<(\/?)([a-z][a-z\d]*)/i.exec(tag) ?? [];
    const element = name.toLowerCase();
    if (closing === '' && UNREAD.has(element)) {
      const close = closingOf(html, element, end);
      if (close < 0) break;
      index = close;
    } else if (element !== '') page.meet(element, tag, closing === '/');
  }
  return page.toString();
}

/** The text so far, and what is to come before the next word. */
class Page {
  #lines = '';
  #breaks = 0;
  #space = false;
  #link: { readonly url: string; label: string } | null = null;
  /** Of a link that has ended: to be written out before the next word. */
  #url: string | null = null;

  write(piece: string): void {
    const words = printable(decodeReferences(piece)).replace(/[\s\u00a0]+/g, ' ');
    if (words.startsWith(' ')) this.#space = true;
    let text = words.trim();
    if (this.#url !== null && text !== '') {
      // A full stop after a link stays with its words.
      const [stop = ''] = this.#space ? [] : (/^[.,;:!?)\]]+/.exec(text) ?? []);
      this.#lines += stop;
      text = text.slice(stop.length).trim();
      this.#writeUrl();
    }
    if (text === '') return;
    if (this.#lines !== '') this.#lines += '\n'.repeat(this.#breaks) || (this.#space ? ' ' : '');
    this.#lines += text;
    if (this.#link !== null) this.#link.label += this.#link.label === '' ? text : ` ${text}`;
    this.#breaks = 0;
    this.#space = words.endsWith(' ');
  }

  meet(element: string, tag: string, isClosing: boolean): void {
    const breaks = BREAKS[element] ?? 0;
    if (element === 'br') this.#breaks = Math.min(this.#breaks + 1, 2);
    else this.#breaks = Math.max(this.#breaks, breaks);
    if (element === 'td' || element === 'th') this.#space = true;
    if (element === 'a') this.#endLink();
    if (isClosing) return;
    if (element === 'li') this.write('- ');
    if (element === 'img') this.write(` ${attribute(tag, 'alt')} `);
    const url = element === 'a' ? attribute(tag, 'href') : '';
    if (ABSOLUTE.test(url)) this.#link = { url, label: '' };
  }

  #endLink(): void {
    if (this.#link === null) return;
    const { url, label } = this.#link;
    this.#link = null;
    const said = url.replace(/^mailto:/i, '');
    if (label === said || label === url) return;
    this.#url = said;
  }

  #writeUrl(): void {
    if (this.#url === null) return;
    if (this.#lines !== '') this.#lines += '\n';
    this.#lines += this.#url;
    this.#url = null;
    this.#breaks = Math.max(this.#breaks, 1);
    this.#space = false;
  }

  toString(): string {
    this.#endLink();
    this.#writeUrl();
    return `${this.#lines.trim()}\n`;
  }
}

/** After the tag's `>`, which may also stand within quotes; -1 where there is none. */
function endOfTag(html: string, start: number): number {
  let quote = '';
  for (let index = start + 1; index < html.length; index += 1) {
    const character = html.charAt(index);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return index + 1;
    else if ((character === '"' || character === "'") && /[=\s]/.test(html.charAt(index - 1)))
      quote = character;
  }
  return -1;
}

function closingOf(html: string, element: string, from: number): number {
  const pattern = new RegExp(`</${element}`, 'gi');
  pattern.lastIndex = from;
  return pattern.test(html) ? after(html, '>', pattern.lastIndex) : -1;
}

function after(html: string, end: string, from: number): number {
  const index = html.indexOf(end, from);
  return index < 0 ? -1 : index + end.length;
}

function attribute(tag: string, name: 'href' | 'alt'): string {
  const pattern = name === 'href' ? HREF : ALT;
  const [, double, single, bare] = pattern.exec(tag) ?? [];
  return printable(decodeReferences(double ?? single ?? bare ?? '')).trim();
}

const ABSOLUTE = /^(?!javascript:|vbscript:|data:)[a-z][a-z\d+.-]*:/i;
const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;
const ALT = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;
