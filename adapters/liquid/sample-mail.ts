import type { AccountId, Mail } from 'latchkey';
import type { MailKind } from './known-variables.js';

const AT = new Date('2026-03-01T10:00:00Z');

/** A mail of a kind, to nobody, for trying a template once before it is needed. */
export function sampleMail(kind: MailKind): Mail {
  const base = {
    id: 'sample',
    to: 'someone@example.com',
    locale: 'en',
    context: { ip: null, userAgent: null, place: null, device: null, requestedAt: AT },
  };
  const account = {
    id: 'sample' as AccountId,
    email: base.to,
    emailVerified: true,
    enabled: true,
    identityProvider: null,
    hasPassword: true,
    displayName: 'Someone',
    locale: null,
    extra: {},
  };
  const expiry = { purpose: 'reset' as const, expiresAt: AT, lifetimeSeconds: 3600 };
  switch (kind) {
    case 'reset_link':
    case 'initial_password_link':
    case 'invitation':
    case 'breach_lock':
    case 'disavowal':
    case 'operator_lock':
      return { ...base, kind, account, ...expiry, url: 'https://example.com/?token=sample' };
    case 'reset_code':
      return { ...base, kind, account, ...expiry, channel: 'mail', code: '00000000' };
    case 'provider_account':
      return { ...base, kind, account, identityProvider: 'Sample' };
    case 'passwordless_account':
      return { ...base, kind, account };
    case 'password_changed':
      return { ...base, kind, account, changedAt: AT, cause: 'reset', disavow: null };
    case 'address_changed':
      return { ...base, kind, account, changedAt: AT, disavow: null };
    case 'account_changed':
      return { ...base, kind, account, changedAt: AT, change: 'passkey_added', disavow: null };
    case 'unknown_address':
      return { ...base, kind };
  }
}
