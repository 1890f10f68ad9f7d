import { html } from 'hono/html';
import type { Html, View } from './view.js';

export interface MessageProps {
  readonly title: string;
  readonly lead: string;
  /** What the person has to do beside it, in a paragraph of its own. */
  readonly further?: string;
  readonly good?: boolean;
  readonly action?: { readonly href: string; readonly label: string };
  /** The reason of a refusal, as the JSON answer has it: `token_expired`, `not_found`. */
  readonly reason?: string;
}

/** A page that says one thing and offers at most one way on. */
export function messagePage(view: View, message: MessageProps): Html {
  const { action, further } = message;
  return view.pages.layout(view, {
    title: message.title,
    body: html`<div class="badge ${message.good ? 'good' : 'note'}" aria-hidden="true">${message.good ? '✓' : '!'}</div>
<h1>${message.title}</h1>
<p class="lead">${message.lead}</p>
${further ? html`<p class="lead">${further}</p>` : ''}
${action ? html`<p class="actions"><a class="button" href="${action.href}">${action.label}</a></p>` : ''}`,
  });
}
