import type { SecretOwner, TotpSeal } from './sealed-secret.js';
import type { TotpStore } from './totp-store.js';

/** What every operation works with: the options, settled. */
export interface Parts {
  readonly store: TotpStore;
  readonly issuer: string;
  readonly window: number;
  readonly seal: TotpSeal | null;
  readonly clock: () => Date;
  readonly random: (bytes: number) => Uint8Array;
}

export function ownerOf({ store }: Parts, accountKey: string): SecretOwner {
  return { realm: store.realm, accountKey };
}
