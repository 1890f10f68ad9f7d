import type { TotpStore } from './totp-store.js';

export interface MemoryTotpStoreOptions {
  /** That of the `PasswordService`. @default 'default' */
  readonly realm?: string | undefined;
}

interface Row {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly confirmed: { readonly at: Date; lastStep: number } | null;
  readonly recoveryDigests: Set<string>;
}

/**
 * Keeps authenticators in this process's memory, for tests and first steps. Each method is one
 * synchronous step, which makes it atomic. It joins no transaction, not even that of `memoryStores`:
 * what was confirmed or removed in one stays so when it is rolled back.
 *
 * @example
 * ```ts
 * const secondFactor = totp({ store: memoryTotpStore(), issuer: 'Acme' });
 * ```
 */
export function memoryTotpStore({ realm = 'default' }: MemoryTotpStoreOptions = {}): TotpStore {
  const rows = new Map<string, Row>();

  return {
    realm,

    async find(accountKey) {
      const row = rows.get(accountKey);
      if (row === undefined) return null;
      const { id, secret, confirmed, recoveryDigests } = row;
      return {
        id,
        secret: Uint8Array.from(secret),
        confirmedAt: confirmed && new Date(confirmed.at),
        recoveryCodesLeft: recoveryDigests.size,
      };
    },

    async begin({ accountKey, id, secret }) {
      const present = rows.get(accountKey);
      if (present !== undefined && present.confirmed !== null) return false;
      rows.set(accountKey, {
        id,
        secret: Uint8Array.from(secret),
        confirmed: null,
        recoveryDigests: new Set(),
      });
      return true;
    },

    async confirm({ accountKey, id, step, confirmedAt, recoveryDigests }) {
      const row = rows.get(accountKey);
      if (row?.id !== id || row.confirmed !== null) return false;
      rows.set(accountKey, {
        ...row,
        confirmed: { at: new Date(confirmedAt), lastStep: step },
        recoveryDigests: new Set(recoveryDigests.map(nameOf)),
      });
      return true;
    },

    async advanceStep({ accountKey, id, step }) {
      const row = rows.get(accountKey);
      if (row?.id !== id || row.confirmed === null || row.confirmed.lastStep >= step) return false;
      row.confirmed.lastStep = step;
      return true;
    },

    async replaceRecoveryCodes({ accountKey, recoveryDigests }) {
      const row = rows.get(accountKey);
      if (row === undefined || row.confirmed === null) return false;
      rows.set(accountKey, { ...row, recoveryDigests: new Set(recoveryDigests.map(nameOf)) });
      return true;
    },

    async spendRecoveryCode({ accountKey, digest }) {
      return rows.get(accountKey)?.recoveryDigests.delete(nameOf(digest)) ?? false;
    },

    async remove(accountKey) {
      return rows.delete(accountKey);
    },

    async removeSince({ accountKey, since }) {
      const row = rows.get(accountKey);
      if (row?.confirmed != null && row.confirmed.at < since) return false;
      return rows.delete(accountKey);
    },
  };
}

function nameOf(digest: Uint8Array): string {
  return Buffer.from(digest).toString('base64url');
}
