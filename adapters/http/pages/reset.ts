import { html } from 'hono/html';
import type { RuleDescription, TicketPurpose } from 'latchkey';
import { type FieldFault, faultSummary } from './faults.js';
import { isolated } from './isolated.js';
import { passwordField } from './password-field.js';
import { policyList } from './policy-list.js';
import { usernameField } from './username-field.js';
import type { Html, View } from './view.js';

export interface ResetProps {
  readonly flowId: string;
  readonly email: string | null;
  /** What the link is for. */
  readonly purpose: TicketPurpose;
  /** Whether this is the account's first password. */
  readonly initial: boolean;
  readonly rules: readonly RuleDescription[];
  readonly faults: readonly FieldFault[];
}

/** Asks for the new password. The address is there for password managers and for the person. */
export function resetPage(view: View, form: ResetProps): Html {
  const { texts } = view;
  const { title, lead, newPassword, submit } = wordsFor(view, form);
  return view.pages.layout(view, {
    title,
    faulty: form.faults.length > 0,
    body: html`<h1>${title}</h1>
${lead === null ? '' : html`<p class="lead">${lead}</p>`}
${form.email === null ? '' : html`<p class="lead">${isolated(texts.reset.leadFor(form.email), form.email)}</p>`}
${faultSummary(view, form.faults)}
<form method="post" action="${view.path('/reset')}" novalidate>
<input type="hidden" name="flow" value="${form.flowId}">
${usernameField(form.email)}
${passwordField(view, {
  name: 'newPassword',
  label: newPassword,
  autocomplete: 'new-password',
  faults: form.faults,
  describedBy: 'rules',
})}
${policyList(view, 'rules', 'newPassword', form.rules)}
<button type="submit" class="button">${submit}</button>
</form>`,
  });
}

function wordsFor({ texts }: View, { purpose, initial }: ResetProps) {
  const { reset } = texts;
  switch (purpose) {
    case 'invite':
      return texts.invite;
    case 'forced_change':
      return { ...reset, ...texts.forcedChange };
    default:
      return { ...reset, title: initial ? reset.titleInitial : reset.title, lead: null };
  }
}
