import {
  type Account,
  isLatchkeyError,
  type LatchkeyErrorCode,
  type PasswordEvent,
  type PasswordService,
  type RequestResetResult,
  unwrap,
  type Violation,
} from 'latchkey';
import { expectTypeOf, test } from 'vitest';

declare const passwords: PasswordService<string, { plan: string }>;
declare const token: string;
declare const newPassword: string;
declare const thrown: unknown;
declare const event: PasswordEvent;

type KeysOf<Union> = Union extends unknown ? keyof Union : never;

test('attack 57: a request’s answer has no field for a token, a link or an account', async () => {
  const result = await passwords.requestReset({ identifier: 'alice@example.com' });
  expectTypeOf(result).toEqualTypeOf<RequestResetResult>();
  expectTypeOf<KeysOf<RequestResetResult>>().toEqualTypeOf<
    'ok' | 'flowId' | 'reason' | 'issues' | 'retryAfterSeconds'
  >();
  if (result.ok) expectTypeOf<keyof typeof result>().toEqualTypeOf<'ok' | 'flowId'>();
  // @ts-expect-error
  result.code;
  // @ts-expect-error
  result.token;
  // @ts-expect-error
  result.url;
  // @ts-expect-error
  unwrap(result).account;
});

test('a ticket is opened by a token, or by a code and its flow', async () => {
  const [flowId, code] = [token, token];
  await passwords.redeemTicket({ flowId, code, newPassword });
  // @ts-expect-error: a code says nothing without its flow
  await passwords.redeemTicket({ code, newPassword });
  // @ts-expect-error
  await passwords.redeemTicket({ newPassword });
  const exchanged = await passwords.exchangeCode({ flowId, code });
  // @ts-expect-error: it may be a refusal
  exchanged.token;
  if (exchanged.ok) expectTypeOf(exchanged.token).toEqualTypeOf<string>();
});

test('a result must be looked at before it is used', async () => {
  const redeemed = await passwords.redeemTicket({ token, newPassword });
  // @ts-expect-error: it may be a refusal
  redeemed.account;
  // @ts-expect-error: it may be ok
  redeemed.reason;
  if (redeemed.ok) {
    expectTypeOf(redeemed.account).toEqualTypeOf<Account<string, { plan: string }>>();
    expectTypeOf(redeemed.credentialsVersion).toEqualTypeOf<number>();
    return;
  }
  expectTypeOf(redeemed.reason).toEqualTypeOf<
    | 'invalid_input'
    | 'code_invalid'
    | 'token_invalid'
    | 'token_expired'
    | 'token_used'
    | 'token_superseded'
    | 'policy_violation'
    | 'throttled'
    | 'denied'
    | 'second_factor_required'
    | 'second_factor_invalid'
  >();
});

test('each reason narrows to what comes with it', async () => {
  const changed = await passwords.changePassword({
    accountId: 'a',
    currentPassword: 'x',
    newPassword,
  });
  if (changed.ok) return;
  switch (changed.reason) {
    case 'policy_violation':
      expectTypeOf(changed.violations).toEqualTypeOf<readonly Violation[]>();
      break;
    case 'throttled':
      expectTypeOf(changed.retryAfterSeconds).toEqualTypeOf<number>();
      break;
    case 'invalid_input':
      expectTypeOf(changed.issues[0]?.path).toEqualTypeOf<string | undefined>();
      break;
    case 'wrong_password':
    case 'reset_required':
    case 'no_password':
    case 'account_not_found':
    case 'account_disabled':
    case 'identity_provider_account':
    case 'changed_meanwhile':
      expectTypeOf<keyof typeof changed>().toEqualTypeOf<'ok' | 'reason'>();
      break;
    default:
      expectTypeOf(changed).toBeNever();
  }
});

test('a lock is taken back by the version that was seen, and by no kind of lock', async () => {
  const [account] = unwrap(await passwords.findAccounts({ accountId: 'a' })).accounts;
  const credentialsVersion = account?.credentialsVersion;
  expectTypeOf(credentialsVersion).toEqualTypeOf<number | undefined>();
  const unlocked = await passwords.unlock({ accountId: 'a', credentialsVersion });
  expectTypeOf(await passwords.unlock({ accountId: 'a' })).toEqualTypeOf<typeof unlocked>();
  if (!unlocked.ok)
    expectTypeOf(unlocked.reason).toEqualTypeOf<
      'invalid_input' | 'account_not_found' | 'not_locked' | 'changed_meanwhile'
    >();
  // @ts-expect-error: another lock of the same kind may have come meanwhile
  await passwords.unlock({ accountId: 'a', reason: 'disavowed' });
  // @ts-expect-error
  await passwords.unlock({ accountId: 'a', credentialsVersion: null });
});

test('attack 60: no account that leaves the library has a hash', async () => {
  const signIn = unwrap(await passwords.authenticate({ identifier: 'a', password: 'b' }));
  // @ts-expect-error
  signIn.account.passwordHash;
  const inspected = unwrap(await passwords.inspectTicket({ token }));
  // @ts-expect-error
  inspected.account.passwordHash;
});

test('attack 54: no session comes out of a redemption', async () => {
  const redeemed = unwrap(await passwords.redeemTicket({ token, newPassword }));
  expectTypeOf(redeemed.sessions).toEqualTypeOf<
    'revoked' | 'revocation_pending' | 'not_configured'
  >();
  // @ts-expect-error
  redeemed.session;
  // @ts-expect-error
  redeemed.sessionId;
});

test('unwrap answers the ok side alone', async () => {
  const issued = unwrap(await passwords.issueTicket({ accountId: 'a' }));
  expectTypeOf(issued.ok).toEqualTypeOf<true>();
  expectTypeOf(issued.ticket.token).toEqualTypeOf<string>();
  // @ts-expect-error: not a result
  unwrap('text');
});

test('unknown and missing fields are refused', async () => {
  // @ts-expect-error
  await passwords.requestReset({ email: 'alice@example.com' });
  // @ts-expect-error: a client chooses a link by name
  await passwords.requestReset({ identifier: 'a', link: new URL('https://evil.example') });
  // @ts-expect-error
  await passwords.redeemTicket({ token });
  // @ts-expect-error
  await passwords.redeemTicket({ token, newPassword, accountId: 'a' });
  // @ts-expect-error: self-service makes reset tickets
  await passwords.issueTicket({ accountId: 'a', purpose: 'reset' });
  // @ts-expect-error
  await passwords.requestReset({ identifier: 'a' }, { signal: 'stop' });
});

test('errors and events narrow by code and type', () => {
  if (isLatchkeyError(thrown)) expectTypeOf(thrown.code).toEqualTypeOf<LatchkeyErrorCode>();
  if (event.type === 'password.changed') expectTypeOf(event.credentialsVersion).toBeNumber();
  // @ts-expect-error: no event carries a secret
  event.token;
  // @ts-expect-error: there is no such event
  if (event.type === 'password_changed') throw thrown;
});
