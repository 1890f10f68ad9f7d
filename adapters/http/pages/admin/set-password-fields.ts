import { html } from 'hono/html';
import { passwordField } from '../password-field.js';
import { policyList } from '../policy-list.js';
import type { Html, View } from '../view.js';
import type { AdminAccountProps } from './props.js';

/** The new password, and that it is to be a temporary one unless the administrator says not. */
export function setPasswordFields(view: View, { rules, faults, refused }: AdminAccountProps): Html {
  const { setPassword } = view.texts.admin;
  const chosen = refused?.action === 'setPassword' ? refused.chosen : { mustChange: 'on' };
  const box = (name: 'mustChange' | 'notify') =>
    html`<label class="choice"><input type="checkbox" name="${name}" value="on"${name in chosen ? html` checked` : ''}> ${setPassword[name]}</label>`;
  return html`${passwordField(view, {
    name: 'newPassword',
    label: setPassword.newPassword,
    // Browsers then offer to make one, and do not fill in the administrator's own.
    autocomplete: 'new-password',
    faults,
    describedBy: 'rules',
  })}
${policyList(view, 'rules', 'newPassword', rules)}
<div class="field">${box('mustChange')}${box('notify')}</div>`;
}
