import type { MailMessage, Transporter } from 'nodemailer';

/** An envelope whose recipient is one address, as an object: nobody parses it. */
export type PlainEnvelope = {
  from: string;
  to: { address: string; name: string };
};

type Work = (mail: MailMessage) => void | Promise<void>;

/**
 * Lets a mail be worked at between its composition and the wire. Returns the function that marks
 * an envelope with the work; mails of others that use the same transporter notice nothing.
 */
export function composeHook(
  transporter: Transporter,
): (envelope: PlainEnvelope, work: Work) => PlainEnvelope {
  const marked = new WeakMap<object, Work>();

  transporter.use('stream', (mail, next) => {
    const { envelope } = mail.data;
    const work = envelope ? marked.get(envelope) : undefined;
    if (work === undefined) return next();
    Promise.resolve(mail)
      .then(work)
      .then(() => next(), next);
  });

  return (envelope, work) => {
    marked.set(envelope, work);
    return envelope;
  };
}
