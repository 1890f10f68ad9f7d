import { html } from 'hono/html';
import type { InvalidInput, PolicyViolation } from 'latchkey';
import type { Texts } from '../texts/en.js';
import type { Html, View } from './view.js';

/** One fault of a form, beside its field and in the summary above. */
export interface FieldFault {
  readonly field: string;
  readonly messages: readonly string[];
}

/** Puts an operation's refusal beside the fields of its form. */
export function faultsOf(
  texts: Texts,
  refusal: InvalidInput | PolicyViolation,
  policyField: string,
): readonly FieldFault[] {
  if (refusal.reason === 'policy_violation')
    return [{ field: policyField, messages: refusal.violations.map(texts.violation) }];
  return refusal.issues.map(({ path, code }) => ({
    field: path,
    messages: [
      code === 'required'
        ? texts.field.required
        : code === 'too_long'
          ? texts.field.tooLong
          : texts.field.invalid,
    ],
  }));
}

/** The summary above a form that was not accepted; the script moves the focus here. */
export function faultSummary(view: View, faults: readonly FieldFault[]): Html {
  if (faults.length === 0) return html``;
  return html`<div class="summary" role="alert" tabindex="-1" data-summary>
<h2>${view.texts.problem}</h2>
<ul>${faults.flatMap((fault) =>
    fault.messages.map((message) => html`<li><a href="#${fault.field}">${message}</a></li>`),
  )}</ul>
</div>`;
}

/** The messages beside a field, which points here by `aria-describedby`. */
export function fieldFaults(faults: readonly FieldFault[], field: string): Html {
  const messages = messagesOf(faults, field);
  if (messages.length === 0) return html``;
  return html`<div class="fault" id="${field}-fault">${messages.map((message) => html`<p>${message}</p>`)}</div>`;
}

export function messagesOf(faults: readonly FieldFault[], field: string): readonly string[] {
  return faults.filter((fault) => fault.field === field).flatMap((fault) => fault.messages);
}
