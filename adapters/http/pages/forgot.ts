import { html } from 'hono/html';
import { faultSummary, fieldFaults, type Html, layout, type View } from './layout.js';

/**
 * Asks for the address. `type="text"`, because browsers rewrite the domain of an
 * `type="email"` field to punycode, and an account is found by its address as typed.
 */
export function forgotPage(
  view: View,
  form: { readonly identifier?: string; readonly faulty?: boolean } = {},
): Html {
  const { texts, urls } = view;
  const faults = form.faulty
    ? [{ field: 'identifier', messages: [texts.forgot.identifierInvalid] }]
    : [];
  return layout(view, {
    title: texts.forgot.title,
    faulty: faults.length > 0,
    body: html`<h1>${texts.forgot.title}</h1>
<p class="lead">${texts.forgot.lead}</p>
${faultSummary(view, faults)}
<form method="post" action="${urls.forgot}" novalidate>
<div class="field">
<label for="identifier">${texts.forgot.identifier}</label>
${fieldFaults(faults, 'identifier')}
<input id="identifier" name="identifier" type="text" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="318" value="${form.identifier ?? ''}"${form.faulty ? html` aria-invalid="true" aria-describedby="identifier-fault"` : ''}>
</div>
<button type="submit" class="button">${texts.forgot.submit}</button>
</form>
${urls.login ? html`<p class="aside"><a href="${urls.login}">${texts.signIn}</a></p>` : ''}`,
  });
}
