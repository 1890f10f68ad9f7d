import type { AccountChangedMail, AddressChangedMail, ChangedMail } from 'latchkey';
import type { NoticeWords } from '../language.js';
import type { Block } from '../letter.js';
import type { MailTools, RenderedContent } from '../template.js';

type NoticeMail = ChangedMail | AddressChangedMail | AccountChangedMail;

/**
 * Writes a notice of something that has happened, and the way to undo it. Its button is a quiet one,
 * since most readers have nothing to do.
 */
export function notice(mail: NoticeMail, words: NoticeWords, tools: MailTools): RenderedContent {
  const { names } = tools;
  return tools.layout({
    subject: words.subject(names),
    preheader: words.preheader(names),
    heading: words.heading(names),
    blocks: [
      tools.greeting(greeted(mail)),
      words.body({ ...names, instant: tools.instant(mail.changedAt) }),
      ...tools.facts(mail, 'change'),
      words.expected,
      ...unexpected(mail, words, tools),
    ],
    footer: tools.footer(mail),
  });
}

/** Nobody by an address: the page behind the link asks for it, and this mail may be forwarded. */
function greeted({ account, disavow }: NoticeMail): typeof account {
  const byAddress = /[@＠﹫]/.test(account?.displayName ?? '');
  return disavow !== null && byAddress ? null : account;
}

function unexpected(
  { disavow }: NoticeMail,
  words: NoticeWords,
  { product: { supportUrl }, language, link }: MailTools,
): readonly Block[] {
  if (disavow === null) {
    const text = words.unexpected({ hasSupport: supportUrl !== undefined });
    return [supportUrl === undefined ? text : { text, url: supportUrl }];
  }
  const { button, lifetime } = language.disavow;
  return [
    words.disavow,
    { button: { label: button, url: link(disavow.url), spellOut: true, subdued: true } },
    { note: lifetime({ lifetime: language.duration(disavow.lifetimeSeconds) }) },
  ];
}
