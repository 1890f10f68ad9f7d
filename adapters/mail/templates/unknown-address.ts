import type { UnknownAddressMail } from 'latchkey';
import type { Template } from '../template.js';
import { productAction } from './product-action.js';

/** Says that no account has this address. There is nobody to greet by name. */
export const unknownAddress: Template<UnknownAddressMail> = (mail, tools) => {
  const { language, names } = tools;
  const words = language.unknownAddress;
  return tools.layout({
    subject: words.subject(names),
    preheader: words.preheader(names),
    heading: words.heading(names),
    blocks: [
      language.greeting(null),
      words.body(names),
      ...productAction(tools),
      { note: words.closing },
      ...tools.facts(mail),
    ],
    footer: tools.footer(mail),
  });
};
