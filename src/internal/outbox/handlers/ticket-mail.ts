import type { Handler } from '../handler.js';
import { mintCandidate } from '../mint-candidate.js';
import { flagOf, numberOf, textOf } from '../payload.js';
import { sendLink } from '../send-link.js';

/**
 * Mails the link of a ticket that a trusted backend has issued. What ends a ticket that is issued
 * ends this one before it is minted: a change of the password, of the address, of the account.
 */
export const handleTicketMail: Handler = async (core, entry, work) => {
  const { accountKey } = entry;
  const purpose = textOf(entry, 'purpose');
  const lifetimeSeconds = numberOf(entry, 'lifetimeSeconds');
  const version = numberOf(entry, 'credentialsVersion');
  if (accountKey === null || lifetimeSeconds === null || version === null) return {};
  if (purpose !== 'invite' && purpose !== 'administrative') return {};
  const account = await core.stores.users.findByKey(accountKey);
  const address = textOf(entry, 'address');
  if (account === null || !account.enabled || account.identityProvider !== null) return {};
  if (address === null || account.email !== address) return {};

  const candidate = await mintCandidate(core, {
    entry,
    account,
    accountKey,
    desk: work.desk,
    making: {
      purpose,
      lifetimeSeconds,
      resultUrl: textOf(entry, 'resultUrl') ?? undefined,
      includeEmailInRedirect: flagOf(entry, 'includeEmailInRedirect'),
      clientState: textOf(entry, 'state'),
      markEmailVerified: flagOf(entry, 'markEmailVerified'),
    },
    isLimited: false,
    ofVersion: version,
  });
  if (candidate === null) return {};
  await work.absorbOlder({ newerToo: false });
  const plain = account.passwordHash === null ? 'initial_password_link' : 'reset_link';
  const kind = purpose === 'invite' ? 'invitation' : plain;
  return sendLink(core, { entry, account, candidate, kind });
};
