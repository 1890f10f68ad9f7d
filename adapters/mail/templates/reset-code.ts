import type { CodeMail } from 'latchkey';
import type { Template } from '../template.js';

/**
 * A code for the page that asked for it. It stands in the text alone: subject and preheader are what
 * lock screens, notifications and the logs of mail servers show.
 */
export const resetCode: Template<CodeMail> = (mail, tools) => {
  const { language, names } = tools;
  const words = language.resetCode;
  return tools.layout({
    subject: words.subject(names),
    preheader: words.preheader(names),
    heading: words.heading(names),
    blocks: [
      tools.greeting(mail.account),
      words.body(names),
      { code: mail.code },
      { note: words.lifetime({ lifetime: language.duration(mail.lifetimeSeconds) }) },
      { note: words.secrecy },
      { note: words.closing },
      ...tools.facts(mail),
    ],
    footer: tools.footer(mail),
  });
};
