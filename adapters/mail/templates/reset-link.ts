import type { LinkMail } from 'latchkey';
import type { Template } from '../template.js';
import { linkLetter } from './link-letter.js';

/** A link to choose a new password. */
export const resetLink: Template<LinkMail> = (mail, tools) =>
  linkLetter(mail, tools.language.resetLink, tools);
