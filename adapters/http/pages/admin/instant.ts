import { html } from 'hono/html';
import type { Html, View } from '../view.js';

/** An instant for people to read. The server knows nobody's time zone, so it is UTC and says so. */
export function instant(
  { texts }: View,
  at: Date,
  sentence: (instant: string) => string = (text) => text,
): Html {
  const text = new Intl.DateTimeFormat(texts.lang, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(at);
  return html`<time datetime="${at.toISOString()}">${sentence(text)}</time>`;
}
