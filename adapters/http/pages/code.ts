import { html } from 'hono/html';
import { type FieldFault, faultSummary, fieldFaults, messagesOf } from './faults.js';
import { toNewCode } from './to-new-code.js';
import type { Html, View } from './view.js';

export interface CodeProps {
  readonly flowId: string;
  /** How the code was to go out: `mail`, or one of the handler's `channels`. */
  readonly channel: string;
  readonly lifetimeMinutes: number;
  readonly faults: readonly FieldFault[];
}

/**
 * Asks for the code that was asked for, and says the same to everyone. Spaces and dashes may be
 * typed and pasted, and nothing is sent before the person says so.
 */
export function codePage(view: View, form: CodeProps): Html {
  const { flowId, lifetimeMinutes, faults } = form;
  const { code: text, checkMail, channels } = view.texts;
  const { lead, nothing } = channels[form.channel] ?? { lead: text.lead, nothing: checkMail.spam };
  const again = toNewCode(view, form.channel);
  const faulty = messagesOf(faults, 'code').length > 0;
  return view.pages.layout(view, {
    title: text.title,
    faulty,
    body: html`<h1>${text.title}</h1>
<div class="lead"><p>${lead}</p><p>${text.lifetime(lifetimeMinutes)}</p></div>
${faultSummary(view, faults)}
<form method="post" action="${view.path('/code')}" novalidate>
<input type="hidden" name="flow" value="${flowId}">
<div class="field">
<label for="code">${text.label}</label>
${fieldFaults(faults, 'code')}
<input id="code" name="code" type="text" dir="ltr" inputmode="numeric" autocomplete="one-time-code" pattern="[\\p{Nd}\\s\\p{Pd}]+" autocapitalize="none" spellcheck="false" required maxlength="64"${faulty ? html` aria-invalid="true" aria-describedby="code-fault"` : ''}>
</div>
<button type="submit" class="button">${text.submit}</button>
</form>
<h2>${checkMail.nothingHeading}</h2>
<ul class="plain"><li>${nothing}</li><li>${checkMail.typo}</li></ul>
<p class="actions"><a class="button quiet" href="${again.href}">${again.label}</a></p>`,
  });
}
