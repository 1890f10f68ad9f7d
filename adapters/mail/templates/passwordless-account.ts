import type { PasswordlessMail } from 'latchkey';
import type { Template } from '../template.js';
import { productAction } from './product-action.js';

/** Says that the account has no password to reset. */
export const passwordlessAccount: Template<PasswordlessMail> = (mail, tools) => {
  const { language, names } = tools;
  const words = language.passwordlessAccount;
  return tools.layout({
    subject: words.subject(names),
    preheader: words.preheader(names),
    heading: words.heading(names),
    blocks: [
      tools.greeting(mail.account),
      words.body(names),
      ...productAction(tools),
      { note: words.closing },
      ...tools.facts(mail),
    ],
    footer: tools.footer(mail),
  });
};
