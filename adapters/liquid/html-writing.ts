import { html } from 'latchkey/mail';
import type { Context, Template } from 'liquidjs';
import type { Place } from './place.js';
import { SafeHtml } from './safe-html.js';
import { textOf } from './text-of.js';

/** How a value is written by where it stands. */
export type HtmlWriting = 'text' | 'quoted' | 'comment';

const REGISTER = 'latchkey.writing';

/** HTML may come out as it is where markup counts, whoever reads it, and nowhere else. */
export function writingAt(places: ReadonlySet<Place>): HtmlWriting {
  if (places.has('comment')) return 'comment';
  return [...places].every((place) => place === 'text' || place === 'conditional')
    ? 'text'
    : 'quoted';
}

/** Says of an output how its value is to be written. */
export function writeAs(template: Template, writing: HtmlWriting): void {
  const render = template.render.bind(template);
  template.render = function* (context, emitter): Generator<unknown, unknown, unknown> {
    context.setRegister(REGISTER, writing);
    try {
      return yield render(context, emitter);
    } finally {
      context.setRegister(REGISTER, undefined);
    }
  };
}

/** How the output that is being rendered is to be written: where nothing was said, as in quotes. */
export function writingOf(context: Context): HtmlWriting {
  return context.getRegister<HtmlWriting>(REGISTER, 'quoted');
}

/** Escapes a value for where it stands. */
export function writeHtml(value: unknown, writing: HtmlWriting): string {
  return WRITE[writing](value);
}

const WRITE: Readonly<Record<HtmlWriting, (value: unknown) => string>> = {
  text: (value) => (SafeHtml.is(value) ? value.toString() : escaped(value)),
  quoted,
  // With a space before it and without a dash, so that none of it begins or ends a comment.
  comment: (value) => ` ${quoted(value).replaceAll('-', '&#45;')}`,
};

/** What is HTML already keeps its references, but no quote of it may end the attribute. */
function quoted(value: unknown): string {
  if (!SafeHtml.is(value)) return escaped(value);
  return value.toString().replace(/["'<>`]/g, (character) => html`${character}`.toString());
}

function escaped(value: unknown): string {
  return html`${textOf(value)}`.toString();
}
