import { type Context, type Emitter, Liquid } from 'liquidjs';
import { type FilterOptions, setFilters } from './filters.js';
import { writeHtml, writingOf } from './html-writing.js';
import { escapes } from './surroundings.js';
import { setTags } from './tags.js';
import { textOf } from './text-of.js';

/** Longest template, in UTF-16 code units. Auth0's own are a tenth of it. */
export const MAX_TEMPLATE_LENGTH = 200_000;

/** What a template may make in one rendering: its output and every step on the way to it. */
const MAX_MADE = 1_000_000;

export interface EngineOptions extends FilterOptions {
  readonly timeZone: string;
}

/**
 * Makes an engine for one kind of surroundings. It reads no files, calls no functions, sees own
 * properties only, and counts everything that a template makes.
 */
export function engineFor(options: EngineOptions): Liquid {
  const liquid = new Liquid({
    // In place of the file system, were there a tag left that reads one.
    templates: {},
    ownPropertyOnly: true,
    strictFilters: true,
    parseLimit: MAX_TEMPLATE_LENGTH,
    memoryLimit: MAX_MADE,
    outputEscape: options.surroundings === 'html' ? escapeHtml : escapes[options.surroundings],
    locale: 'en',
    timezoneOffset: options.timeZone,
  });
  setTags(liquid, options.surroundings);
  setFilters(liquid, options);
  countOutput(liquid);
  return liquid;
}

/** LiquidJS calls it as it calls a filter. */
function escapeHtml(this: { readonly context: Context }, value: unknown): string {
  return writeHtml(value, writingOf(this.context));
}

/**
 * LiquidJS counts what filters make and not what is written, so a loop or a `capture` of itself
 * would be bounded by time alone.
 */
function countOutput({ renderer }: Liquid): void {
  const render = renderer.renderTemplates.bind(renderer);
  renderer.renderTemplates = (templates, context, emitter = countingEmitter(context)) =>
    render(templates, context, emitter);
}

function countingEmitter({ memoryLimit }: Context): Emitter {
  return {
    buffer: '',
    write(piece) {
      const text = textOf(piece);
      memoryLimit.use(text.length);
      this.buffer += text;
    },
  };
}
