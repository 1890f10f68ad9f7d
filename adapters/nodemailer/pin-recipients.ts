import { MailDeliveryError } from 'latchkey';
import type { Transporter } from 'nodemailer';

/** An envelope whose recipient is one address, as an object: nobody parses it. */
export type PinnedEnvelope = {
  from: string;
  to: { address: string; name: string };
};

/**
 * Makes a transporter send pinned envelopes to the very bytes that were given. nodemailer lowers
 * the case of domains and quotes some local parts while it composes; this puts the address back
 * just before the wire. Only a domain outside ASCII stays in the form that SMTP needs (RFC 5890).
 *
 * Returns the function that pins an envelope. Other users of the transporter notice nothing.
 */
export function pinRecipients(
  transporter: Transporter,
): (envelope: PinnedEnvelope) => PinnedEnvelope {
  const pinned = new WeakMap<object, string>();

  transporter.use('stream', (mail, next) => {
    const { envelope } = mail.data;
    const address = envelope ? pinned.get(envelope) : undefined;
    if (address === undefined) return next();
    const composed = mail.message.getEnvelope();
    if (composed.to.length !== 1) {
      return next(
        new MailDeliveryError('The recipient was read as other than one address.', {
          permanent: true,
          code: 'address_refused',
        }),
      );
    }
    if (hasAsciiDomain(address)) composed.to = [address];
    return next();
  });

  return (envelope) => {
    pinned.set(envelope, envelope.to.address);
    return envelope;
  };
}

function hasAsciiDomain(address: string): boolean {
  return /^[\x21-\x7e]+$/.test(address.slice(address.indexOf('@') + 1));
}
