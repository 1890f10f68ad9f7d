import type { ChangedMail } from 'latchkey';
import type { Template } from '../template.js';
import { notice } from './notice.js';

/** Tells the owner that the password was changed, and by which way (ASVS 6.3.7). */
export const passwordChanged: Template<ChangedMail> = (mail, tools) =>
  notice(mail, tools.language.passwordChanged[mail.cause], tools);
