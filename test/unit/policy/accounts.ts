import type { Account } from '../../../src/ports/account.js';
import type { PolicyInput } from '../../../src/ports/policy.js';

export function account(change: Partial<Account> = {}): Account {
  return {
    id: 1,
    email: 'ada.lovelace@analytical-engine.example.org',
    emailVerified: true,
    enabled: true,
    identityProvider: null,
    hasPassword: true,
    displayName: 'Ada King, Countess of Lovelace',
    locale: null,
    extra: {},
    ...change,
  };
}

export function input(password: string, change: Partial<PolicyInput> = {}): PolicyInput {
  return {
    password,
    account: null,
    occasion: 'change',
    now: new Date('2026-01-01T00:00:00Z'),
    changedAt: null,
    tellSkipped: () => {},
    matchesRecent: () => Promise.reject(new Error('Nobody should ask for the history.')),
    signal: null,
    ...change,
  };
}
