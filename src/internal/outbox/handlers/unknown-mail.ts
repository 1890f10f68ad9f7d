import { findAccounts } from '../../find-accounts.js';
import { countPlainMail } from '../../throttling.js';
import { admitOnce } from '../admit-once.js';
import type { Handler } from '../handler.js';
import { mailContextOf, textOf } from '../payload.js';

/**
 * Tells the owner of an inbox that no account has this address. The one mail that goes to an
 * address as typed, which is why it is off unless asked for; it carries no link to a ticket.
 */
export const handleUnknownMail: Handler = async (core, entry, work) => {
  const identifier = textOf(entry, 'identifier');
  if (identifier === null) return {};
  if ((await findAccounts(core, identifier)).length > 0) return {};
  if (!(await admitOnce(core, entry, () => countPlainMail(core, identifier)))) return {};
  await work.absorbOlder();
  await core.sendMail({
    kind: 'unknown_address',
    id: entry.id,
    to: identifier,
    locale: textOf(entry, 'locale'),
    context: mailContextOf(entry),
  });
  return { mailed: true };
};
