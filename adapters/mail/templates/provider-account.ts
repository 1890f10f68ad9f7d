import type { ProviderMail } from 'latchkey';
import type { Template } from '../template.js';
import { productAction } from './product-action.js';

/** Names the provider that signs the account in. It carries no link to a ticket. */
export const providerAccount: Template<ProviderMail> = (mail, tools) => {
  const { language, names } = tools;
  const words = language.providerAccount;
  const provider = tools.inertName(mail.identityProvider) ?? '?';
  return tools.layout({
    subject: words.subject(names),
    preheader: words.preheader(names),
    heading: words.heading(names),
    blocks: [
      tools.greeting(mail.account),
      words.body({ ...names, provider }),
      ...productAction(tools),
      { note: words.closing },
      ...tools.facts(mail),
    ],
    footer: tools.footer(mail),
  });
};
