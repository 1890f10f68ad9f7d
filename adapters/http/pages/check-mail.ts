import { html } from 'hono/html';
import type { Html, View } from './view.js';

export interface CheckMailProps {
  readonly linkLifetimeMinutes: number;
}

/** Says the same to everyone: it is given nothing that could differ. */
export function checkMailPage(view: View, { linkLifetimeMinutes }: CheckMailProps): Html {
  const { texts, urls } = view;
  const text = texts.checkMail;
  return view.pages.layout(view, {
    title: text.title,
    body: html`<div class="badge good" aria-hidden="true">✉︎</div>
<h1>${text.title}</h1>
<div class="lead"><p>${text.lead}</p><p>${text.lifetime(linkLifetimeMinutes)}</p></div>
<h2>${text.nothingHeading}</h2>
<ul class="plain"><li>${text.spam}</li><li>${text.typo}</li></ul>
<p class="actions"><a class="button quiet" href="${view.path('/forgot')}">${text.again}</a></p>
${urls.login ? html`<p class="aside"><a href="${urls.login}">${texts.signIn}</a></p>` : ''}`,
  });
}
