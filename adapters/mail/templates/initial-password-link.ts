import type { LinkMail } from 'latchkey';
import type { Template } from '../template.js';
import { linkLetter } from './link-letter.js';

/** A link to set the first password of an account that has none. */
export const initialPasswordLink: Template<LinkMail> = (mail, tools) =>
  linkLetter(mail, tools.language.initialPasswordLink, tools);
