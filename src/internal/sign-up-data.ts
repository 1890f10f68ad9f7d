import * as z from 'zod';
import type { AccountId, StoredAccount } from '../ports/index.js';

/** What is known of an account before it exists. */
export interface SignUpData {
  readonly email?: string | null | undefined;
  readonly displayName?: string | null | undefined;
}

const shortText = z
  .string({ error: 'invalid_type' })
  .max(512, { error: 'too_long' })
  .refine((value) => value.isWellFormed(), { error: 'invalid_characters' });

export const accountDataInput = z.object(
  { email: shortText.nullish(), displayName: shortText.nullish() },
  { error: 'invalid_type' },
);

/** An account without a row, for rules that compare a password with account data. */
export function asAccount<Id extends AccountId, Extra extends object>(
  data: SignUpData | undefined,
): StoredAccount<Id, Extra> | null {
  if (data === undefined) return null;
  return {
    id: '' as Id,
    email: data.email ?? null,
    emailVerified: false,
    enabled: true,
    identityProvider: null,
    hasPassword: false,
    displayName: data.displayName ?? null,
    locale: null,
    extra: {} as Extra,
    passwordHash: null,
  };
}
