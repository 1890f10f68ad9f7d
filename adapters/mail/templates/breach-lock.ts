import type { LinkMail } from 'latchkey';
import type { Template } from '../template.js';
import { linkLetter } from './link-letter.js';

/** The way back into an account whose password is known from a breach. */
export const breachLock: Template<LinkMail> = (mail, tools) =>
  linkLetter(mail, tools.language.breachLock, tools);
