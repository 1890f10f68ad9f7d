import type { ChangedMail } from 'latchkey';
import type { Template } from '../template.js';

/** Tells the owner that the password was changed (ASVS 6.3.7). No button: most have nothing to do. */
export const passwordChanged: Template<ChangedMail> = (mail, tools) => {
  const { language, names, product } = tools;
  const words = language.passwordChanged;
  const unexpected = words.unexpected({ hasSupport: product.supportUrl !== undefined });
  return tools.layout({
    subject: words.subject(names),
    preheader: words.preheader(names),
    heading: words.heading(names),
    paragraphs: [
      tools.greeting(mail.account),
      words.body({ ...names, instant: tools.instant(mail.changedAt), cause: mail.cause }),
      words.expected,
      product.supportUrl === undefined ? unexpected : { text: unexpected, url: product.supportUrl },
    ],
    notes: tools.requestedFrom(mail),
    footer: [language.sentTo({ ...names, address: mail.to })],
  });
};
