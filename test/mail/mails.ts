import type { Account, AccountChange, Mail } from 'latchkey';

/** 43 characters, as the library makes them. */
export const TOKEN = 'q7-ZsYx3hVdK1mB_t0uPfLrGwJ9aEcN5iQ2oT8vMkXA';
export const LINK = `https://app.example/password/reset?token=${TOKEN}`;
export const DISAVOW_LINK = `https://app.example/password/disavow?token=${TOKEN}`;
export const CODE = '48209613';

/** When what a mail is about was asked for, and when it happened. */
export const REQUESTED_AT = new Date('2026-03-01T10:00:00Z');
export const CHANGED_AT = new Date('2026-03-01T10:04:00Z');

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0';

const alice: Account = {
  id: 1,
  email: 'alice@example.com',
  emailVerified: true,
  enabled: true,
  identityProvider: null,
  hasPassword: true,
  displayName: 'Alice Archer',
  locale: null,
  extra: {},
};

export interface Variation {
  readonly id?: string;
  readonly to?: string;
  readonly locale?: string | null;
  readonly displayName?: string | null;
  readonly identityProvider?: string;
  readonly ip?: string | null;
  readonly userAgent?: string | null;
  readonly place?: string | null;
  readonly device?: string | null;
  readonly url?: string;
  readonly code?: string;
  readonly lifetimeSeconds?: number;
  readonly cause?: 'reset' | 'change' | 'initial' | 'direct_set';
  readonly change?: AccountChange;
  /** Whether notices carry the link that undoes the change. @default true */
  readonly disavow?: boolean;
}

/** One mail of every kind, each with the lifetime that its tickets have by default. */
export function everyKind(varied: Variation = {}): Record<Mail['kind'], Mail> {
  const base = {
    id: varied.id ?? 'V1StGXR8_Z5jdHi6B-myT',
    to: varied.to ?? 'alice@example.com',
    locale: varied.locale ?? null,
    context: {
      ip: varied.ip === undefined ? '203.0.113.9' : varied.ip,
      userAgent: varied.userAgent === undefined ? FIREFOX : varied.userAgent,
      place: varied.place === undefined ? 'Lyon, France' : varied.place,
      device: varied.device ?? null,
      requestedAt: REQUESTED_AT,
    },
  };
  const displayName = varied.displayName === undefined ? alice.displayName : varied.displayName;
  const identityProvider = varied.identityProvider ?? 'Google';
  const account = { ...alice, displayName };
  const lasting = (seconds: number) => {
    const lifetimeSeconds = varied.lifetimeSeconds ?? seconds;
    const expiresAt = new Date(REQUESTED_AT.getTime() + lifetimeSeconds * 1000);
    return { expiresAt, lifetimeSeconds };
  };
  const link = { account, url: varied.url ?? LINK, purpose: 'reset' as const, ...lasting(3600) };
  const changed = {
    account,
    changedAt: CHANGED_AT,
    disavow:
      varied.disavow === false ? null : { url: varied.url ?? DISAVOW_LINK, ...lasting(72 * 3600) },
  };
  return {
    reset_link: { ...base, ...link, kind: 'reset_link' },
    initial_password_link: {
      ...base,
      ...link,
      kind: 'initial_password_link',
      account: { ...account, hasPassword: false },
    },
    invitation: { ...base, ...link, kind: 'invitation', purpose: 'invite', ...lasting(72 * 3600) },
    reset_code: {
      ...base,
      kind: 'reset_code',
      channel: 'mail',
      purpose: 'reset',
      account,
      code: varied.code ?? CODE,
      ...lasting(600),
    },
    password_changed: {
      ...base,
      ...changed,
      kind: 'password_changed',
      cause: varied.cause ?? 'reset',
    },
    address_changed: { ...base, ...changed, kind: 'address_changed' },
    account_changed: {
      ...base,
      ...changed,
      kind: 'account_changed',
      change: varied.change ?? 'passkey_added',
    },
    provider_account: {
      ...base,
      kind: 'provider_account',
      account: { ...account, identityProvider },
      identityProvider,
    },
    passwordless_account: { ...base, kind: 'passwordless_account', account },
    unknown_address: { ...base, kind: 'unknown_address' },
    breach_lock: { ...base, ...link, kind: 'breach_lock' },
    disavowal: { ...base, ...link, kind: 'disavowal' },
    operator_lock: { ...base, ...link, kind: 'operator_lock' },
  };
}

export function resetMail(varied: Variation = {}): Mail {
  return everyKind(varied).reset_link;
}
