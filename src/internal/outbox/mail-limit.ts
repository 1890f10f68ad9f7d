import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Core, Settings } from '../core.js';

/**
 * Whether the account may be sent one more link, or code, that somebody asked for: a stranger who
 * asks a hundred times mints nothing more, and the last delivered link goes on working (attack 27).
 * Codes and links count apart, since a code helps only who asked for it: strangers who ask for
 * codes must leave the owner his links. The limit counts tickets of the current credentials
 * version, so a change clears it.
 */
export async function isWithinMailLimit<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  counting: {
    readonly entry: LeasedEntry;
    readonly accountKey: string;
    readonly delivery: 'link' | 'code';
    readonly credentialsVersion: number;
    readonly now: Date;
  },
  tx: Tx,
): Promise<boolean> {
  const { entry, accountKey, delivery, credentialsVersion, now } = counting;
  const mailed = await core.stores.tickets.countMintingEntries(
    {
      accountKey,
      delivery,
      credentialsVersion,
      since: new Date(now.getTime() - countedSeconds(core.settings) * 1000),
      exceptEntryId: entry.id,
    },
    tx,
  );
  return mailed < core.settings.limits.mailsPerAccount.points;
}

/**
 * How long a ticket counts among the mails of its account: never longer than a link lives, or its
 * owner would be left without one. A code's ticket counts beyond its expiry.
 */
export function countedSeconds({ limits, lifetimeSeconds }: Settings): number {
  return Math.min(limits.mailsPerAccount.windowSeconds, lifetimeSeconds.reset);
}
