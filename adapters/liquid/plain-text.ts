import { decodeReferences } from './character-references.js';
import { type HtmlTag, readTag } from './html-tag.js';
import { printable } from './printable.js';

/** Elements whose text nobody reads, with their end tags; `</stylex>` is none of a style. */
const UNREAD = new Map(
  ['head', 'style', 'script', 'title', 'template', 'svg', 'noscript'].map((name) => [
    name,
    new RegExp(`</${name}[\\t\\n\\f\\r />]`, 'gi'),
  ]),
);

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
    const end = TAG.test(html.slice(start, start + 3))
      ? pastTag(html, start, page)
      : pastOther(html, start, page);
    // Never closed: browsers, too, drop the rest.
    if (end < 0) break;
    index = end;
  }
  return page.toString();
}

const TAG = /^<\/?[a-z]/i;

function pastTag(html: string, start: number, page: Page): number {
  const tag = readTag(html, start);
  if (tag === null) return -1;
  const ending = tag.closes ? undefined : UNREAD.get(tag.name);
  if (ending !== undefined) return past(ending, html, tag.end);
  page.meet(tag);
  return tag.end;
}

/** A comment, a declaration, or an angle bracket that is none. */
function pastOther(html: string, start: number, page: Page): number {
  if (html.startsWith('<!--', start)) return afterComment(html, start);
  if (/[/!?]/.test(html.charAt(start + 1))) return after(html, '>', start);
  page.write('<');
  return start + 1;
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

  meet({ name, closes, attributes }: HtmlTag): void {
    const breaks = Object.hasOwn(BREAKS, name) ? (BREAKS[name] ?? 0) : 0;
    if (name === 'br') this.#breaks = Math.min(this.#breaks + 1, 2);
    else this.#breaks = Math.max(this.#breaks, breaks);
    if (name === 'td' || name === 'th') this.#space = true;
    if (name === 'a') this.#endLink();
    if (closes) return;
    if (name === 'li') this.write('- ');
    if (name === 'img') this.write(` ${said(attributes.get('alt'))} `);
    const url = name === 'a' ? said(attributes.get('href')) : '';
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

/** After an end tag, from a place on. */
function past(ending: RegExp, html: string, from: number): number {
  ending.lastIndex = from;
  return ending.test(html) ? after(html, '>', ending.lastIndex - 1) : -1;
}

/** A comment's end may be `--!>` as well, and its beginning's dashes may be those of its end. */
function afterComment(html: string, start: number): number {
  if (/^<!---?>/.test(html.slice(start, start + 6))) return after(html, '>', start);
  COMMENT_END.lastIndex = start + 4;
  return COMMENT_END.test(html) ? COMMENT_END.lastIndex : -1;
}

function after(html: string, end: string, from: number): number {
  const index = html.indexOf(end, from);
  return index < 0 ? -1 : index + end.length;
}

function said(value = ''): string {
  return printable(decodeReferences(value)).trim();
}

const ABSOLUTE = /^(?!javascript:|vbscript:|data:)[a-z][a-z\d+.-]*:/i;
const COMMENT_END = /--!?>/g;
