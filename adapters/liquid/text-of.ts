import { SafeHtml } from './safe-html.js';

/** Deeper nesting than that of any value that templates are given. */
const MAX_DEPTH = 8;

/** What a value says: text, numbers and yes or no as they are, lists joined, an object nothing. */
export function textOf(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (SafeHtml.is(value)) return value.toString();
  if (!Array.isArray(value) || depth >= MAX_DEPTH) return '';
  return value.map((item) => textOf(item, depth + 1)).join('');
}
