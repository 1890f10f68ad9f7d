import { html } from 'hono/html';
import type { Html } from './view.js';

/**
 * Sets a part of a sentence apart: an address or a code keeps its own direction in a text that
 * runs from right to left, and cannot turn the words around it.
 */
export function isolated(sentence: string, part: string): Html {
  const at = part === '' ? -1 : sentence.indexOf(part);
  if (at < 0) return html`${sentence}`;
  const [before, after] = [sentence.slice(0, at), sentence.slice(at + part.length)];
  return html`${before}<bdi dir="ltr">${part}</bdi>${after}`;
}
