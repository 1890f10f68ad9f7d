import type {
  AccountId,
  CallContext,
  ChangeReason,
  Disavowal,
  NoticedChange,
  StoredAccount,
} from '../../ports/index.js';
import { publicAccount } from '../public-account.js';

/** Somebody with a notice says that its owner did not do it. */
export interface Objection<Id extends AccountId, Extra extends object> {
  readonly accountKey: string;
  /** As it is by now; `null` where the application's own row is gone. */
  readonly account: StoredAccount<Id, Extra> | null;
  /** To which the notice went. */
  readonly address: string | null;
  /** `null` where the link is older than the note of what its notice told, and puts nothing back. */
  readonly noticed: NoticedChange | null;
  /** Why the present password is no good any more, if it is not. */
  readonly present: ChangeReason | null;
  /** As just raised. */
  readonly credentialsVersion: number;
  readonly lockedAt: Date;
  readonly context: CallContext;
}

/** Clocks differ, `now()` of a database is the start of a transaction, and columns cut to seconds. */
const LEEWAY_MS = 60_000;

/** What the application's hooks are told of it. */
export function disavowalOf<Id extends AccountId, Extra extends object, Tx>(
  { accountKey, lockedAt, context }: Objection<Id, Extra>,
  { account, noticed }: { account: StoredAccount<Id, Extra>; noticed: NoticedChange },
  transaction: Tx,
): Disavowal<Id, Extra, Tx> {
  return {
    ...noticed,
    since: new Date(noticed.changedAt.getTime() - LEEWAY_MS),
    accountKey,
    account: publicAccount(account),
    disavowedAt: lockedAt,
    context,
    transaction,
  };
}
