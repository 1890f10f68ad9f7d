import type { LinkMail } from 'latchkey';
import type { Template } from '../template.js';
import { linkLetter } from './link-letter.js';

/** The way back into an account whose password an operator has locked. */
export const operatorLock: Template<LinkMail> = (mail, tools) =>
  linkLetter(mail, tools.language.operatorLock, tools);
