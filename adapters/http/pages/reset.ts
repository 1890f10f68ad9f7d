import { html } from 'hono/html';
import type { RuleDescription } from 'latchkey';
import { type FieldFault, faultSummary, type Html, layout, type View } from './layout.js';
import { passwordField } from './password-field.js';
import { policyList } from './policy-list.js';
import { usernameField } from './username-field.js';

/** Asks for the new password. The address is there for password managers and for the person. */
export function resetPage(
  view: View,
  form: {
    readonly flowId: string;
    readonly email: string | null;
    readonly initial: boolean;
    readonly rules: readonly RuleDescription[];
    readonly faults: readonly FieldFault[];
  },
): Html {
  const { texts, urls } = view;
  const title = form.initial ? texts.reset.titleInitial : texts.reset.title;
  return layout(view, {
    title,
    faulty: form.faults.length > 0,
    body: html`<h1>${title}</h1>
${form.email === null ? '' : html`<p class="lead">${texts.reset.leadFor(form.email)}</p>`}
${faultSummary(view, form.faults)}
<form method="post" action="${urls.reset}" novalidate>
<input type="hidden" name="flow" value="${form.flowId}">
${usernameField(form.email)}
${passwordField(view, {
  name: 'newPassword',
  label: texts.reset.newPassword,
  autocomplete: 'new-password',
  faults: form.faults,
  describedBy: 'rules',
})}
${policyList(view, 'rules', 'newPassword', form.rules)}
<button type="submit" class="button">${texts.reset.submit}</button>
</form>`,
  });
}
