import type { Account, AccountId } from './account.js';
import type { CodeMail, MailerCall } from './mailer.js';

/** A `Mailer` of codes alone: any `Mailer` will do, and so will a function that sends one message. */
export type CodeMailer<Id extends AccountId = AccountId, Extra extends object = object> =
  | ((mail: CodeMail<Id, Extra>, call: MailerCall) => Promise<unknown>)
  | { send(mail: CodeMail<Id, Extra>, call: MailerCall): Promise<unknown> };

/** Another way than mail for a code to reach its person: text messages, for example. */
export interface CodeChannel<Id extends AccountId = AccountId, Extra extends object = object> {
  readonly mailer: CodeMailer<Id, Extra>;
  /**
   * Reads, from the stored account and never from a request, where the channel reaches its owner: a
   * telephone number that you have verified. Nothing is sent where it answers `null`.
   */
  readonly recipient: (account: Account<Id, Extra>) => string | null;
}
