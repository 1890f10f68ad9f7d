/** A tag of a page, as a browser reads it. */
export interface HtmlTag {
  /** In lower case, without the `/` of one that closes. */
  readonly name: string;
  readonly closes: boolean;
  /** By name, the first of each; references are not decoded. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Where the page goes on. */
  readonly end: number;
}

/**
 * Reads the tag at `start`, its attributes in order, so that no name within another's value is taken
 * for one; `null` where it is never closed. It looks at each character a bounded number of times.
 *
 * @param start - where `<` stands, with a letter or `/` and a letter after it
 */
export function readTag(html: string, start: number): HtmlTag | null {
  const [, slash = '', name = ''] = matchAt(NAME, html, start) ?? [];
  const attributes = new Map<string, string>();
  let index = start + 1 + slash.length + name.length;
  for (;;) {
    index += matchAt(BETWEEN, html, index)?.[0].length ?? 0;
    if (index >= html.length) return null;
    if (html.charAt(index) === '>') break;
    const [attribute = ''] = matchAt(ATTRIBUTE, html, index) ?? [];
    index += attribute.length;
    const [equals] = matchAt(EQUALS, html, index) ?? [];
    const value = equals === undefined ? NO_VALUE : valueAt(html, index + equals.length);
    if (value === null) return null;
    if (equals !== undefined) index = value.end;
    const key = attribute.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, value.text);
  }
  return { name: name.toLowerCase(), closes: slash !== '', attributes, end: index + 1 };
}

interface Value {
  readonly text: string;
  readonly end: number;
}

const NO_VALUE: Value = { text: '', end: 0 };

function valueAt(html: string, start: number): Value | null {
  const quote = html.charAt(start);
  if (quote !== '"' && quote !== "'") {
    const [text = ''] = matchAt(BARE, html, start) ?? [];
    return { text, end: start + text.length };
  }
  const end = html.indexOf(quote, start + 1);
  return end < 0 ? null : { text: html.slice(start + 1, end), end: end + 1 };
}

const NAME = /<(\/?)([a-z][^\t\n\f\r />]*)/iy;
const BETWEEN = /[\t\n\f\r /]+/y;
/** It may begin with an equals sign, and goes on to the next. */
const ATTRIBUTE = /[^\t\n\f\r />][^\t\n\f\r />=]*/y;
const EQUALS = /[\t\n\f\r ]*=[\t\n\f\r ]*/y;
const BARE = /[^\t\n\f\r >]*/y;

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}
