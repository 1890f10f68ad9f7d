import { html } from 'hono/html';
import type { Html, View } from '../view.js';
import { instant } from './instant.js';
import type { AdminOutcome } from './props.js';

/** Says what was done. The script moves the focus here, as it does to a summary of faults. */
export function outcomeNotice(view: View, outcome: AdminOutcome | null): Html {
  if (outcome === null) return html``;
  return html`<div class="notice" role="status" tabindex="-1" data-summary>${wordsOf(view, outcome)}</div>`;
}

function wordsOf(view: View, outcome: AdminOutcome): Html {
  const { admin } = view.texts;
  switch (outcome.action) {
    case 'setPassword':
    case 'lock':
    case 'endDispute':
      return html`<p>${admin[outcome.action].done}</p>
${outcome.sessions === 'revocation_pending' ? html`<p>${admin.setPassword.sessionsPending}</p>` : ''}`;
    case 'revokeTickets':
    case 'endSessions':
      return html`<p>${admin[outcome.action].done(outcome.revoked)}</p>`;
    case 'ticketLink':
      return html`<p>${admin.ticketLink.done}</p>
${handedLink(view, outcome.url)}
<p>${instant(view, outcome.expiresAt, admin.ticketLink.expires)}</p>`;
    default:
      return html`<p>${admin[outcome.action].done}</p>`;
  }
}

/** A field and no anchor: opened by the administrator, the link would be in history and logs. */
function handedLink(view: View, url: string): Html {
  const { label, copy, copied } = view.texts.admin.ticketLink;
  return html`<div class="field">
<label for="ticket-link">${label}</label>
<div class="with-switch">
<input id="ticket-link" type="text" dir="ltr" readonly autocomplete="off" spellcheck="false" value="${url}">
<button type="button" class="switch" hidden data-copies="ticket-link" data-copied="${copied}" aria-live="polite">${copy}</button>
</div>
</div>`;
}
