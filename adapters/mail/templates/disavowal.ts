import type { LinkMail } from 'latchkey';
import type { Template } from '../template.js';
import { linkLetter } from './link-letter.js';

/** The way back into an account that its owner had locked, by disavowing a change. */
export const disavowal: Template<LinkMail> = (mail, tools) =>
  linkLetter(mail, tools.language.disavowal, tools);
