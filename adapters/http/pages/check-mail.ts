import { html } from 'hono/html';
import { type Html, layout, type View } from './layout.js';

/** Says the same to everyone: it is given nothing that could differ. */
export function checkMailPage(view: View): Html {
  const { texts, urls } = view;
  const text = texts.checkMail;
  return layout(view, {
    title: text.title,
    body: html`<div class="badge good" aria-hidden="true">✉︎</div>
<h1>${text.title}</h1>
<p class="lead">${text.lead} ${text.lifetime(view.linkLifetimeMinutes)}</p>
<h2>${text.nothingHeading}</h2>
<ul class="plain"><li>${text.spam}</li><li>${text.typo}</li></ul>
<p class="actions"><a class="button quiet" href="${urls.forgot}">${text.again}</a></p>
${urls.login ? html`<p class="aside"><a href="${urls.login}">${texts.signIn}</a></p>` : ''}`,
  });
}
