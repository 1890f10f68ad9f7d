import { html } from 'hono/html';
import { layout } from './layout.js';

interface ShownMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: string;
}

/** The development mailbox, newest mail first, with the links in the text clickable. */
export function mailboxPage(mails: readonly ShownMail[]): Promise<string> {
  const list =
    mails.length === 0
      ? html`<p class="soft">No mails yet. They arrive a moment after they were asked for: reload.</p>`
      : mails.map(
          (mail) => html`<article class="card mail">
            <h2>${mail.subject}</h2>
            <p class="to">To ${mail.to} · <time datetime="${mail.at}">${mail.at}</time></p>
            <pre>${withLinks(mail.text)}</pre>
          </article>`,
        );
  return layout('Mailbox', html`<h1>Development mailbox</h1>${list}`);
}

function withLinks(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 0 ? part : html`<a href="${part}">${part}</a>`));
}
