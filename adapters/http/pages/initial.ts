import { html } from 'hono/html';
import type { RuleDescription } from 'latchkey';
import { type FieldFault, faultSummary } from './faults.js';
import { passwordField } from './password-field.js';
import { policyList } from './policy-list.js';
import { usernameField } from './username-field.js';
import type { Html, View } from './view.js';

export interface InitialProps {
  readonly email: string | null;
  readonly rules: readonly RuleDescription[];
  readonly faults: readonly FieldFault[];
}

/** Asks a signed-in person whose account has no password for a first one. */
export function initialPage(view: View, form: InitialProps): Html {
  const { initial } = view.texts;
  return view.pages.layout(view, {
    title: initial.title,
    faulty: form.faults.length > 0,
    body: html`<h1>${initial.title}</h1>
<p class="lead">${initial.lead}</p>
${faultSummary(view, form.faults)}
<form method="post" action="${view.path('/initial')}" novalidate>
${usernameField(form.email)}
${passwordField(view, {
  name: 'newPassword',
  label: initial.newPassword,
  autocomplete: 'new-password',
  faults: form.faults,
  describedBy: 'rules',
})}
${policyList(view, 'rules', 'newPassword', form.rules)}
<button type="submit" class="button">${initial.submit}</button>
</form>`,
  });
}
