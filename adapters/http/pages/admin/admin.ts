import { html } from 'hono/html';
import { faultSummary } from '../faults.js';
import type { Html, View } from '../view.js';
import { accountFacts } from './account-facts.js';
import { chooseAccount } from './choose-account.js';
import { dangerZone } from './danger-zone.js';
import { findForm } from './find-form.js';
import { outcomeNotice } from './outcome-notice.js';
import type { AdminProps } from './props.js';

/** The administrator's page: finds an account, shows it, and does what is dangerous to it. */
export function adminPage(view: View, props: AdminProps): Html {
  const { admin } = view.texts;
  const faults = props.step === 'choose' ? [] : props.faults;
  return view.pages.layout(view, {
    title: admin.title,
    faulty: faults.length > 0,
    body: html`<h1>${admin.title}</h1>
${faultSummary(view, faults)}
${stepOf(view, props)}
${props.step === 'find' ? '' : html`<p class="aside"><a href="${view.path('/')}">${admin.find.another}</a></p>`}`,
  });
}

function stepOf(view: View, props: AdminProps): Html {
  switch (props.step) {
    case 'find':
      return findForm(view, props);
    case 'choose':
      return chooseAccount(view, props.accounts);
    case 'account':
      return html`${outcomeNotice(view, props.outcome)}
${accountFacts(view, props)}
${dangerZone(view, props)}`;
  }
}
