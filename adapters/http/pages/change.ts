import { html } from 'hono/html';
import type { RuleDescription } from 'latchkey';
import { type FieldFault, faultSummary } from './faults.js';
import { passwordField } from './password-field.js';
import { policyList } from './policy-list.js';
import { usernameField } from './username-field.js';
import type { Html, View } from './view.js';

export interface ChangeProps {
  readonly email: string | null;
  readonly rules: readonly RuleDescription[];
  readonly faults: readonly FieldFault[];
}

/** Asks a signed-in person for the current and the new password. */
export function changePage(view: View, form: ChangeProps): Html {
  const { texts } = view;
  return view.pages.layout(view, {
    title: texts.change.title,
    faulty: form.faults.length > 0,
    body: html`<h1>${texts.change.title}</h1>
${faultSummary(view, form.faults)}
<form method="post" action="${view.path('/change')}" novalidate>
${usernameField(form.email)}
${passwordField(view, {
  name: 'currentPassword',
  label: texts.change.currentPassword,
  autocomplete: 'current-password',
  faults: form.faults,
})}
${passwordField(view, {
  name: 'newPassword',
  label: texts.change.newPassword,
  autocomplete: 'new-password',
  faults: form.faults,
  describedBy: 'rules',
})}
${policyList(view, 'rules', 'newPassword', form.rules)}
<button type="submit" class="button">${texts.change.submit}</button>
</form>`,
  });
}
