import type { LinkMail } from 'latchkey';
import type { Template } from '../template.js';
import { linkLetter } from './link-letter.js';

/** An invitation: a link to choose the password of a new account. */
export const invitation: Template<LinkMail> = (mail, tools) =>
  linkLetter(mail, tools.language.invitation, tools);
