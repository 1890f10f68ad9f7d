import { html } from 'hono/html';
import type { Html, View } from '../view.js';
import { instant } from './instant.js';
import type { AdminAccountProps } from './props.js';

/** What is known of an account, for the administrator to see that it is the right one. */
export function accountFacts(view: View, { account, tickets }: AdminAccountProps): Html {
  const { account: words, requireChange } = view.texts.admin;
  const { displayName, email, identityProvider, passwordChangedAt, changeRequired } = account;
  const yesOrNo = (yes: boolean) => (yes ? words.yes : words.no);
  const facts: readonly (readonly [label: string, value: Html | string])[] = [
    ...(displayName === null ? [] : [[words.name, html`<bdi>${displayName}</bdi>`] as const]),
    ...(email === null
      ? []
      : ([
          [words.email, html`<bdi dir="ltr">${email}</bdi>`],
          [words.verified, yesOrNo(account.emailVerified)],
        ] as const)),
    [words.id, html`<bdi dir="ltr">${account.accountKey}</bdi>`],
    ...(identityProvider === null
      ? []
      : [[words.provider, html`<bdi>${identityProvider}</bdi>`] as const]),
    [words.disabled, yesOrNo(!account.enabled)],
    [words.hasPassword, yesOrNo(account.hasPassword)],
    ...(passwordChangedAt === null
      ? []
      : [[words.passwordChanged, instant(view, passwordChangedAt)] as const]),
    [
      words.changeRequired,
      changeRequired === null ? words.no : requireChange.reasons[changeRequired],
    ],
    [words.openTickets, String(tickets.length)],
  ];
  return html`<section id="account" tabindex="-1" aria-labelledby="account-heading">
<h2 id="account-heading">${words.heading}</h2>
<dl class="facts">${facts.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
</section>`;
}
