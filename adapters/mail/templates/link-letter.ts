import type { LinkMail } from 'latchkey';
import type { LinkWords } from '../language.js';
import { isOfAdministrator } from '../of-administrator.js';
import type { MailTools, RenderedContent } from '../template.js';

/** Writes a mail whose button leads to a form for a password. */
export function linkLetter(mail: LinkMail, words: LinkWords, tools: MailTools): RenderedContent {
  const { language, names } = tools;
  return tools.layout({
    subject: words.subject(names),
    preheader: words.preheader(names),
    heading: words.heading(names),
    blocks: [
      tools.greeting(mail.account),
      words.body(names),
      { button: { label: words.button, url: tools.link(mail.url), spellOut: true } },
      { note: words.lifetime({ lifetime: language.duration(mail.lifetimeSeconds) }) },
      { note: words.closing },
      ...(isOfAdministrator(mail) ? [] : tools.facts(mail)),
    ],
    footer: tools.footer(mail),
  });
}
