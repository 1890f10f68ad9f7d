import type { LinkMail } from 'latchkey';
import type { LinkWords } from '../language.js';
import type { MailTools, RenderedContent } from '../template.js';

/** Writes a mail whose button leads to a form for a password. */
export function linkLetter(mail: LinkMail, words: LinkWords, tools: MailTools): RenderedContent {
  const { language, names } = tools;
  return tools.layout({
    subject: words.subject(names),
    preheader: words.preheader(names),
    heading: words.heading(names),
    paragraphs: [tools.greeting(mail.account), words.body(names)],
    action: { label: words.button, url: tools.link(mail.url), spellOut: true },
    notes: [
      words.lifetime({ lifetime: language.duration(mail.lifetimeSeconds) }),
      ...tools.requestedFrom(mail),
      words.unasked,
    ],
    footer: tools.footer(mail),
  });
}
