import { html } from 'hono/html';
import { type FieldFault, fieldFaults, messagesOf } from './faults.js';
import type { Html, View } from './view.js';

/** A password's label, input and faults, with a switch that only the script makes visible. */
export function passwordField(
  view: View,
  field: {
    readonly name: string;
    /** Where several forms of a page ask for the same. @default name */
    readonly id?: string;
    readonly label: string;
    readonly autocomplete: 'current-password' | 'new-password';
    readonly faults: readonly FieldFault[];
    /** Id of a list of rules that describes the field. */
    readonly describedBy?: string;
  },
): Html {
  const { id = field.name } = field;
  const faulty = messagesOf(field.faults, id).length > 0;
  const describedBy = [faulty ? `${id}-fault` : '', field.describedBy ?? '']
    .filter(Boolean)
    .join(' ');
  const { texts } = view;
  return html`<div class="field">
<label for="${id}">${field.label}</label>
${fieldFaults(field.faults, id)}
<div class="with-switch">
<input id="${id}" name="${field.name}" type="password" required autocomplete="${field.autocomplete}" autocapitalize="none" spellcheck="false"${describedBy ? html` aria-describedby="${describedBy}"` : ''}${faulty ? html` aria-invalid="true"` : ''}>
<button type="button" class="switch" hidden data-shows="${id}" data-show="${texts.showPassword}" data-hide="${texts.hidePassword}" aria-label="${texts.showPasswordLabel}: ${field.label}" aria-pressed="false">${texts.showPassword}</button>
</div>
</div>`;
}
