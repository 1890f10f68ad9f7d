import { html } from 'hono/html';
import { type FieldFault, fieldFaults } from '../faults.js';
import type { Html, View } from '../view.js';

/** Asks whose account it is about. Posted, so that no address stands in a URL or a log. */
export function findForm(
  view: View,
  form: { readonly identifier: string; readonly faults: readonly FieldFault[] },
): Html {
  const { find } = view.texts.admin;
  const faulty = form.faults.length > 0;
  return html`<form method="post" action="${view.path('/find')}" novalidate>
<div class="field">
<label for="identifier">${find.label}</label>
${fieldFaults(form.faults, 'identifier')}
<input id="identifier" name="identifier" type="text" dir="ltr" autocomplete="off" autocapitalize="none" spellcheck="false" required maxlength="318" value="${form.identifier}"${faulty ? html` aria-invalid="true" aria-describedby="identifier-fault"` : ''}>
</div>
<button type="submit" class="button">${find.submit}</button>
</form>`;
}
