import { type FilterImplOptions, type Liquid, filters as liquidFilters } from 'liquidjs';
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
}

/** Leaves an engine Auth0's filters, and replaces those that know of escaping or of the time. */
export function setFilters(liquid: Liquid, options: FilterOptions): void {
  for (const name of Object.keys(liquid.filters))
    if (!AUTH0_FILTERS.has(name)) delete liquid.filters[name];

  const write = escapes[options.surroundings];
  const escaped = options.surroundings === 'html' ? safely(write) : write;
  const own: Record<string, Handler> = {
    escape: escaped,
    escape_once: (value) => escaped(SafeHtml.is(value) ? value : unescapeOnce(textOf(value))),
    date(value, ...rest) {
      const said = textOf(value);
      const isNow = said === 'now' || said === 'today';
      return original('date').call(this, isNow ? options.clock() : value, ...rest);
    },
    default(value, ...rest) {
      if (!SafeHtml.is(value)) return original('default').call(this, value, ...rest);
      return value.length === 0 ? rest[0] : value;
    },
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

function original(name: 'date' | 'default'): Handler {
  return liquidFilters[name] as Handler;
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
