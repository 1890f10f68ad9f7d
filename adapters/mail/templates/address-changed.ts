import type { AddressChangedMail } from 'latchkey';
import type { Template } from '../template.js';
import { notice } from './notice.js';

/** Tells the owner, at the address of before, that the account has another one; which one, it does not say. */
export const addressChanged: Template<AddressChangedMail> = (mail, tools) =>
  notice(mail, tools.language.addressChanged, tools);
