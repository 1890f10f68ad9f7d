import {
  type FilterImplOptions,
  type Liquid,
  filters as liquidFilters,
  TypeGuards,
} from 'liquidjs';
import { SafeHtml } from './safe-html.js';
import { escapes, type Surroundings } from './surroundings.js';
import { textOf } from './text-of.js';

/**
 * The filters that Auth0 names for its mails. Others of LiquidJS' are not there: some evaluate text as
 * an expression, some nest lists in themselves, whose text is then of exponential length.
 */
const AUTH0_FILTERS = new Set(
  [
    'plus minus modulo times floor ceil round divided_by abs at_least at_most',
    'append prepend capitalize upcase downcase strip lstrip rstrip strip_newlines split',
    'replace replace_first remove remove_first truncate truncatewords',
    'escape escape_once url_encode url_decode strip_html newline_to_br',
    'slice map sort sort_natural first last join reverse size date default',
  ].flatMap((line) => line.split(' ')),
);

type Handler = Extract<FilterImplOptions, (...args: never[]) => unknown>;

export interface FilterOptions {
  readonly surroundings: Surroundings;
  readonly allowRaw: boolean;
  /** What the word `now` means to the filter `date`. */
  readonly clock: () => Date;
  /** A value that is percent-encoded already, which `url_encode` leaves as it is. @default none */
  readonly encoded?: string;
}

/**
 * Leaves an engine Auth0's filters, and replaces those that know of escaping or of the time, and those
 * that a value can make throw: whoever edits the value would keep the mail from its reader.
 */
export function setFilters(liquid: Liquid, options: FilterOptions): void {
  for (const name of Object.keys(liquid.filters))
    if (!AUTH0_FILTERS.has(name)) delete liquid.filters[name];

  const write = escapes[options.surroundings];
  const escaped = options.surroundings === 'html' ? safely(write) : write;
  const own: Record<string, Handler> = {
    escape: escaped,
    escape_once: (value) => escaped(SafeHtml.is(value) ? value : unescapeOnce(textOf(value))),
    date(value, format, zone) {
      const moment = momentOf(value, options.clock);
      if (moment === null) return value;
      const [written, zoned] = this.token.args;
      const wide = isWritten(written) ? format : textOf(format).replace(WIDTHS, '$1');
      const known = isWritten(zoned) || isZone(zone) ? zone : undefined;
      return original('date').call(this, moment, isNone(format) ? undefined : wide, known);
    },
    default(value, instead, ...named) {
      if (SafeHtml.is(value)) return value.length === 0 ? instead : value;
      return original('default').call(this, value, instead, ...named.filter(Array.isArray));
    },
    slice(value, begin, length = 1) {
      const most = Array.isArray(value) ? value.length : textOf(value).length;
      const taken = Math.min(Number(length) || 0, most);
      return original('slice').call(this, value, Number(begin) || 0, taken);
    },
    url_encode: (value) => (value === options.encoded ? value : urlEncoded(textOf(value))),
    url_decode: (value) => textOf(value).replaceAll('+', ' ').replace(ENCODED, decoded),
  };
  if (options.surroundings === 'html') {
    own.newline_to_br = (value) => new SafeHtml(write(value).replace(/\r?\n/g, '<br />\n'));
  }
  if (options.allowRaw) own.raw = safely(textOf);
  for (const [name, handler] of Object.entries(own)) liquid.registerFilter(name, counted(handler));
}

function safely(write: (value: unknown) => string): (value: unknown) => SafeHtml {
  return (value) => new SafeHtml(write(value));
}

function counted(handler: Handler): Handler {
  return function (value, ...rest) {
    this.context.memoryLimit.use(textOf(value).length);
    return handler.call(this, value, ...rest);
  };
}

function original(name: 'date' | 'default' | 'slice'): Handler {
  return liquidFilters[name] as Handler;
}

/** Text, numbers and dates are moments; a list or an object of somebody's is none. */
function momentOf(value: unknown, clock: () => Date): unknown {
  if (typeof value === 'number' || value instanceof Date) return value;
  if (typeof value !== 'string' && !SafeHtml.is(value)) return null;
  const said = textOf(value);
  return said === 'now' || said === 'today' ? clock() : said;
}

/** Widths of three digits and more, which no date needs. */
const WIDTHS = /(%[-_0^#:]*)\d{3,}/g;

/** Whether the template says so itself: its own mistakes are to be seen when it is tried. */
function isWritten(argument: unknown): boolean {
  return TypeGuards.isQuotedToken(argument) || TypeGuards.isNumberToken(argument);
}

/** Minutes, or the name of a time zone. */
function isZone(zone: unknown): boolean {
  if (typeof zone === 'number') return Number.isFinite(zone);
  if (typeof zone !== 'string') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function isNone(value: unknown): boolean {
  return value === null || value === undefined;
}

function urlEncoded(text: string): string {
  return encodeURIComponent(wellFormed(text)).replaceAll('%20', '+');
}

/** `split: ""` parts what only a pair of surrogates says, and half of one has no UTF-8. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

const ENCODED = /(?:%[\da-f]{2})+/gi;

/** As it stands, where it is the UTF-8 of nothing. */
function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  '#34': '"',
  quot: '"',
  '#39': "'",
};

function unescapeOnce(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|#34|#39);/g,
    (whole, name: string) => ENTITIES[name] ?? whole,
  );
}
