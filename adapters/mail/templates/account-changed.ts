import type { AccountChangedMail } from 'latchkey';
import type { Template } from '../template.js';
import { notice } from './notice.js';

/** Tells the owner that another way into the account was changed (ASVS 6.3.7); to what, it does not say. */
export const accountChanged: Template<AccountChangedMail> = (mail, tools) =>
  notice(mail, tools.language.accountChanged[mail.change], tools);
