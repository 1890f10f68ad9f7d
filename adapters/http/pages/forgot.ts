import { html } from 'hono/html';
import type { Way } from '../request/ways.js';
import type { Texts } from '../texts/en.js';
import { type FieldFault, faultSummary, fieldFaults } from './faults.js';
import type { Html, View } from './view.js';

export interface ForgotProps {
  /** What was typed, where it was refused. */
  readonly identifier: string;
  /** What the application has sent along, for the way back; `null` without. */
  readonly state: string | null;
  /** What is sent; with `choice` the person says which. */
  readonly offered: 'link' | 'code' | 'choice';
  /** The ways to choose from; where there is one, nothing is asked. */
  readonly ways: readonly Way[];
  /** The `value` of the way that was chosen: by the link here, or in a form that was refused. */
  readonly chosen: string;
  readonly faults: readonly FieldFault[];
}

/**
 * Asks for the address. `type="text"`, because browsers rewrite the domain of an
 * `type="email"` field to punycode, and an account is found by its address as typed.
 */
export function forgotPage(view: View, form: ForgotProps): Html {
  const { texts, urls } = view;
  const { identifier, state, faults } = form;
  const { lead, submit } = form.offered === 'link' ? texts.forgot : texts.forgot[form.offered];
  const faulty = faults.length > 0;
  return view.pages.layout(view, {
    title: texts.forgot.title,
    faulty,
    body: html`<h1>${texts.forgot.title}</h1>
<p class="lead">${lead}</p>
${faultSummary(view, faults)}
<form method="post" action="${view.path('/forgot')}" novalidate>
${state === null ? '' : html`<input type="hidden" name="state" value="${state}">`}
<div class="field">
<label for="identifier">${texts.forgot.identifier}</label>
${fieldFaults(faults, 'identifier')}
<input id="identifier" name="identifier" type="text" dir="ltr" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="318" value="${identifier}"${faulty ? html` aria-invalid="true" aria-describedby="identifier-fault"` : ''}>
</div>
${form.ways.length > 1 ? choice(view, form) : ''}
<button type="submit" class="button">${submit}</button>
</form>
${urls.login ? html`<p class="aside"><a href="${urls.login}">${texts.signIn}</a></p>` : ''}`,
  });
}

function choice({ texts }: View, { ways, chosen }: ForgotProps): Html {
  const byMailOnly = ways.every(({ channel }) => channel === 'mail');
  const each = (way: Way) =>
    html`<label class="choice"><input type="radio" name="deliver" value="${way.value}"${way.value === chosen ? html` checked` : ''}> ${labelOf(way, texts, byMailOnly)}</label>`;
  return html`<fieldset class="field">
<legend>${texts.forgot.choice.legend}</legend>
${ways.map(each)}
</fieldset>`;
}

/** Where all go by mail, the labels need not say so. */
function labelOf({ deliver, channel }: Way, texts: Texts, byMailOnly: boolean): string {
  const { choice } = texts.forgot;
  if (channel !== 'mail') return texts.channels[channel]?.way ?? channel;
  return byMailOnly ? choice[deliver] : choice.byMail[deliver];
}
