import { html } from 'hono/html';
import type { Html, View } from '../view.js';
import { instant } from './instant.js';
import type { AdminAccountProps, ShownTicket } from './props.js';

/** Which of the open links and codes; at first all of them. */
export function revokeTicketsFields(view: View, { tickets, refused }: AdminAccountProps): Html {
  const { lead, all } = view.texts.admin.revokeTickets;
  const chosen = tickets.some(({ ticketId }) => ticketId === refused?.chosen.ticketId)
    ? refused?.chosen.ticketId
    : '';
  const each = (value: string, words: Html | string) =>
    html`<label class="choice"><input type="radio" name="ticketId" value="${value}"${value === chosen ? html` checked` : ''}> <span>${words}</span></label>`;
  return html`<fieldset class="field">
<legend>${lead}</legend>
${each('', all)}
${tickets.map((ticket) => each(ticket.ticketId, wordsOf(view, ticket)))}
</fieldset>`;
}

function wordsOf(view: View, { purpose, delivery, address, expiresAt }: ShownTicket): Html {
  const { revokeTickets, ticketLink } = view.texts.admin;
  const kind = revokeTickets.kinds[delivery === 'code' ? 'code' : purpose];
  return html`${kind}${address === null ? '' : html` · <bdi dir="ltr">${address}</bdi>`} · ${instant(view, expiresAt, ticketLink.expires)}`;
}
