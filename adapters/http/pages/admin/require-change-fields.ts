import { html } from 'hono/html';
import type { Html, View } from '../view.js';
import type { AdminAccountProps, RequiredReason } from './props.js';

const REASONS: readonly RequiredReason[] = ['administrative', 'expired', 'policy', 'breached'];

/** Why a change is required: for what follows from it, and for who reads the events. */
export function requireChangeFields(view: View, { refused }: AdminAccountProps): Html {
  const { lead, reason, reasons } = view.texts.admin.requireChange;
  const chosen = refused?.chosen.reason ?? 'administrative';
  return html`<p class="lead">${lead}</p>
<fieldset class="field">
<legend>${reason}</legend>
${REASONS.map(
  (each) =>
    html`<label class="choice"><input type="radio" name="reason" value="${each}"${each === chosen ? html` checked` : ''}> ${reasons[each]}</label>`,
)}
</fieldset>`;
}
