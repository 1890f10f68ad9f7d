import { html } from 'hono/html';
import type { Html, View } from '../view.js';
import { actionForm } from './action-form.js';
import { endDisputeFields } from './end-dispute-fields.js';
import { lockFields } from './lock-fields.js';
import type { AdminAccountProps } from './props.js';
import { requireChangeFields } from './require-change-fields.js';
import { revokeTicketsFields } from './revoke-tickets-fields.js';
import { setPasswordFields } from './set-password-fields.js';
import { unlockFields } from './unlock-fields.js';

/** A form for each action that the account allows, folded up until it is wanted. */
export function dangerZone(view: View, props: AdminAccountProps): Html {
  const { admin } = view.texts;
  const { identityProvider, changeRequired, email } = props.account;
  const isDisputed = changeRequired === 'disputed';
  const lead = (text: string) => html`<p class="lead">${text}</p>`;
  return html`<section class="danger" aria-label="${admin.title}">
${identityProvider === null ? '' : lead(admin.refused.identityProvider)}
${isDisputed ? lead(admin.refused.inDispute) : ''}
${isDisputed && email === null ? lead(admin.refused.noAddress) : ''}
${props.actions.length === 0 ? '' : lead(admin.yourPassword.lead)}
${actionForm(view, props, 'endDispute', endDisputeFields(view, props))}
${actionForm(view, props, 'setPassword', setPasswordFields(view, props))}
${actionForm(view, props, 'requireChange', requireChangeFields(view, props))}
${actionForm(view, props, 'sendReset')}
${actionForm(view, props, 'sendInvitation', lead(admin.sendInvitation.lead))}
${actionForm(view, props, 'ticketLink', lead(admin.ticketLink.lead))}
${actionForm(view, props, 'revokeTickets', revokeTicketsFields(view, props))}
${actionForm(view, props, 'lock', lockFields(view, props))}
${actionForm(view, props, 'unlock', unlockFields(view, props))}
${actionForm(view, props, 'endSessions')}
</section>`;
}
