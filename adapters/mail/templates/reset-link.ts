import type { LinkMail } from 'latchkey';
import type { Template } from '../template.js';
import { linkLetter } from './link-letter.js';

/** A link to choose a new password, asked for by the person or made by an administrator. */
export const resetLink: Template<LinkMail> = (mail, tools) => {
  const { administrativeLink, resetLink } = tools.language;
  return linkLetter(
    mail,
    mail.purpose === 'administrative' ? administrativeLink : resetLink,
    tools,
  );
};
