import type { Account, AccountId } from './account.js';

/**
 * Asks for something beside the mailbox before a ticket sets a password (ASVS 6.4.3): whoever
 * reads somebody's mail must not come past the factor that signing in asks for. The core counts
 * tries per account before it calls `verify`; the adapter need not.
 */
export interface SecondFactor<Id extends AccountId = AccountId, Extra extends object = object> {
  /**
   * Names the methods that the account has enrolled, preferred first: `totp`, `recovery_code`, or
   * names of the adapter's own in `snake_case`. Empty for an account without a second factor.
   */
  methods(query: {
    readonly accountKey: string;
    readonly account: Account<Id, Extra>;
  }): Promise<readonly string[]>;

  /**
   * Checks a code and spends it: of any number of concurrent calls with one code exactly one
   * resolves to `true`, and no later one does (ASVS 6.5.1).
   */
  verify(check: {
    readonly accountKey: string;
    readonly method: string;
    readonly code: string;
    readonly now: Date;
  }): Promise<boolean>;
}
