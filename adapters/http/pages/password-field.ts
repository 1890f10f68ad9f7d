import { html } from 'hono/html';
import { type FieldFault, fieldFaults, type Html, messagesOf, type View } from './layout.js';

/** A password's label, input and faults, with a switch that only the script makes visible. */
export function passwordField(
  view: View,
  field: {
    readonly name: string;
    readonly label: string;
    readonly autocomplete: 'current-password' | 'new-password';
    readonly faults: readonly FieldFault[];
    /** Id of a list of rules that describes the field. */
    readonly describedBy?: string;
  },
): Html {
  const faulty = messagesOf(field.faults, field.name).length > 0;
  const describedBy = [faulty ? `${field.name}-fault` : '', field.describedBy ?? '']
    .filter(Boolean)
    .join(' ');
  const { texts } = view;
  return html`<div class="field">
<label for="${field.name}">${field.label}</label>
${fieldFaults(field.faults, field.name)}
<div class="with-switch">
<input id="${field.name}" name="${field.name}" type="password" required autocomplete="${field.autocomplete}" autocapitalize="none" spellcheck="false"${describedBy ? html` aria-describedby="${describedBy}"` : ''}${faulty ? html` aria-invalid="true"` : ''}>
<button type="button" class="switch" hidden data-shows="${field.name}" data-show="${texts.showPassword}" data-hide="${texts.hidePassword}" aria-label="${texts.showPasswordLabel}: ${field.label}" aria-pressed="false">${texts.showPassword}</button>
</div>
</div>`;
}
