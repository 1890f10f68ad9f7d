import type { Account, Mail } from 'latchkey';

/** 43 characters, as the library makes them. */
export const TOKEN = 'q7-ZsYx3hVdK1mB_t0uPfLrGwJ9aEcN5iQ2oT8vMkXA';
export const LINK = `https://app.example/password/reset?token=${TOKEN}`;

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
  readonly url?: string;
  readonly lifetimeSeconds?: number;
}

/** One mail of every kind. */
export function everyKind(varied: Variation = {}): Record<Mail['kind'], Mail> {
  const base = {
    id: varied.id ?? 'V1StGXR8_Z5jdHi6B-myT',
    to: varied.to ?? 'alice@example.com',
    locale: varied.locale ?? null,
    context: {
      ip: varied.ip === undefined ? '203.0.113.9' : varied.ip,
      userAgent: varied.userAgent === undefined ? FIREFOX : varied.userAgent,
    },
  };
  const displayName = varied.displayName === undefined ? alice.displayName : varied.displayName;
  const identityProvider = varied.identityProvider ?? 'Google';
  const account = { ...alice, displayName };
  const link = {
    url: varied.url ?? LINK,
    purpose: 'reset' as const,
    expiresAt: new Date('2026-03-01T11:00:00Z'),
    lifetimeSeconds: varied.lifetimeSeconds ?? 3600,
  };
  return {
    reset_link: { ...base, kind: 'reset_link', account, ...link },
    initial_password_link: {
      ...base,
      kind: 'initial_password_link',
      account: { ...account, hasPassword: false },
      ...link,
    },
    provider_account: {
      ...base,
      kind: 'provider_account',
      account: { ...account, identityProvider },
      identityProvider,
    },
    passwordless_account: { ...base, kind: 'passwordless_account', account },
    password_changed: {
      ...base,
      kind: 'password_changed',
      account,
      changedAt: new Date('2026-03-01T10:04:00Z'),
      cause: 'reset',
    },
    unknown_address: { ...base, kind: 'unknown_address' },
  };
}

export function resetMail(varied: Variation = {}): Mail {
  return everyKind(varied).reset_link;
}
