const MARKUP = Symbol.for('latchkey.mail.markup');

/** A piece of HTML whose interpolations are escaped. Only {@link html} makes one. */
export interface Markup {
  readonly [MARKUP]: true;
  toString(): string;
}

/** What an {@link html} template takes; everything but `Markup` is text and is escaped. */
export type Interpolation = string | number | Markup | readonly Markup[] | null | undefined | false;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Controls, lone surrogates and the marks that turn the reading direction around. */
const UNPRINTABLE = /[^\P{C}\t\n\u200c\u200d]|[\u2028\u2029]/gu;

/**
 * Builds HTML in which every interpolation is escaped, so that forgetting to escape is not
 * possible. It is safe in text and in quoted attribute values. It does not judge URLs: pass what
 * goes into an `href` through `tools.link`.
 *
 * @example
 * ```ts
 * html`<p>Hello ${account.displayName},</p>`.toString();
 * ```
 */
export function html(strings: TemplateStringsArray, ...values: readonly Interpolation[]): Markup {
  let out = strings[0] ?? '';
  for (const [index, value] of values.entries()) {
    out += render(value) + (strings[index + 1] ?? '');
  }
  return markup(out);
}

function render(value: Interpolation): string {
  if (value === null || value === undefined || value === false) return '';
  if (isMarkup(value)) return value.toString();
  if (Array.isArray(value)) return value.map(render).join('');
  return String(value)
    .replace(UNPRINTABLE, '')
    .replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');
}

// By a registered symbol, so that the ESM and CommonJS copies understand one another. JSON cannot
// carry a symbol, so data from a request or a row never passes for markup.
function isMarkup(value: unknown): value is Markup {
  return typeof value === 'object' && value !== null && MARKUP in value;
}

function markup(text: string): Markup {
  return { [MARKUP]: true, toString: () => text };
}
