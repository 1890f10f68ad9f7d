import { html as tagged } from 'hono/html';

/**
 * The tag that pages are written with: Hono's own. Whatever is interpolated is escaped, unless this
 * tag made it; lists are joined, promises awaited, and `undefined`, `null` and booleans left out.
 *
 * @example
 * ```ts
 * import { html } from 'latchkey/http';
 *
 * const greeting = html`<p>Hello, ${'<b>you</b>'}</p>`; // <p>Hello, &lt;b&gt;you&lt;/b&gt;</p>
 * ```
 */
export const html: typeof tagged = tagged;
