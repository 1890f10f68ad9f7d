import { html } from 'hono/html';
import { type Html, layout, type View } from './layout.js';

/** A page that says one thing and offers at most one way on. */
export function messagePage(
  view: View,
  message: {
    readonly title: string;
    readonly lead: string;
    readonly good?: boolean;
    readonly action?: { readonly href: string; readonly label: string };
  },
): Html {
  const { action } = message;
  return layout(view, {
    title: message.title,
    body: html`<div class="badge ${message.good ? 'good' : 'note'}" aria-hidden="true">${message.good ? '✓' : '!'}</div>
<h1>${message.title}</h1>
<p class="lead">${message.lead}</p>
${action ? html`<p class="actions"><a class="button" href="${action.href}">${action.label}</a></p>` : ''}`,
  });
}
