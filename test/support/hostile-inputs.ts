import { randomBytes } from 'node:crypto';
import { createToken } from '../../src/tickets/index.js';
import { type OpenService, passwordOf } from './open-service.js';

/** What no answer may say back. */
export const MARK = 'what-was-typed';
export const password = passwordOf(1);
const token = createToken(randomBytes);

/** What is no text where a text belongs. */
const NO_TEXTS: readonly unknown[] = [
  null,
  true,
  false,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1.5,
  {},
  [],
  [MARK],
  { $ne: null },
  { toString: () => MARK },
  Object.create(null),
  new Date(0),
  new String(MARK),
  Buffer.from(MARK),
  new Map([[MARK, MARK]]),
  Symbol(MARK),
  () => MARK,
  new Proxy({}, { get: () => MARK }),
  Promise.resolve(MARK),
];
/** Texts that no field takes. */
const NO_VALUES: readonly unknown[] = [
  '',
  `${MARK}\ud800`,
  `\udc00${MARK} is long enough`,
  `${MARK}\0 is long enough`,
  MARK.repeat(80_000),
  '\u{1f600}'.repeat(250_000),
];
const NEVER = [...NO_TEXTS, ...NO_VALUES];
const NO_VERSIONS = [null, '', '0', MARK, -1, 0.5, 2 ** 53, Number.NaN, 1n, {}, [], [0], true];

export interface Field {
  readonly good: unknown;
  /** Values that this field must refuse. */
  readonly bad: readonly unknown[];
  readonly optional?: true;
}

const fields = {
  identifier: {
    good: 'ann@example.org',
    bad: [...NEVER, 1, 1n, ' ', '\t', 'a@b@c', 'a b@c', 'a,b@c', '<a>@b', 'a\u200b@b', 'a\u202e@b'],
  },
  token: {
    good: token,
    bad: [...NEVER, 1, 1n, token.slice(1), `${token}A`, ` ${token.slice(1)}`, '.'.repeat(43)],
  },
  flowId: {
    good: 'f'.repeat(64),
    bad: [...NEVER, 1, 1n, 'f'.repeat(63), 'f'.repeat(65), ` ${'f'.repeat(63)}`, '='.repeat(64)],
  },
  code: {
    good: '1234 5678',
    bad: [...NEVER, 12345678, 1n, '12345', '1'.repeat(13), '1234567a', '1234\n5678', '①②③④⑤⑥'],
  },
  codeDelivery: { good: 'code', bad: [null, '', MARK, 'Code', ['code'], {}, 1], optional: true },
  channel: {
    good: 'mail',
    bad: [...NEVER, 1, 1n, 'sms', 'Mail', 'mail ', '__proto__', 'constructor'],
    optional: true,
  },
  password: { good: password, bad: [...NEVER, 1, 1n] },
  accountId: { good: 'ann', bad: [...NEVER, 2n ** 200n, 'a'.repeat(256), 'a\nb'] },
  optionalText: { good: undefined, bad: [...NEVER, 1, 1n], optional: true },
  session: { good: undefined, bad: [...NEVER, 1, 1n, 'a\nb'], optional: true },
  flag: { good: undefined, bad: [null, 0, 1, '', 'true', {}, [], 1n], optional: true },
  duration: {
    good: undefined,
    bad: [null, 0, -1, 1.5, Number.NaN, '60', {}, [], 1n, 2 ** 40],
    optional: true,
  },
  purpose: {
    good: undefined,
    bad: [null, '', 'reset', 'disavow', 'INVITE', 0, {}, ['invite']],
    optional: true,
  },
  url: {
    good: undefined,
    bad: [...NEVER, '/path', 'http://example.org/', 'javascript:x', 'https://u:p@example.org/'],
    optional: true,
  },
  purposes: {
    good: undefined,
    bad: [null, '', 'reset', {}, [null], [MARK], ['reset', MARK], [['reset']], 1, true],
    optional: true,
  },
  deliver: { good: undefined, bad: [null, '', MARK, 'Mail', ['mail'], {}, 1], optional: true },
  reason: {
    good: 'breached',
    // `null` takes a requirement back.
    bad: [
      ...NEVER.filter((value) => value !== null),
      'locked',
      'disavowed',
      'disputed',
      'BREACHED',
      1,
    ],
  },
  instant: {
    good: undefined,
    bad: [
      null,
      '',
      '2026-01-15',
      0,
      1e12,
      1n,
      {},
      [],
      new Date(Number.NaN),
      new Proxy(new Date(0), {}),
      Object.create(Date.prototype),
    ],
    optional: true,
  },
  accountChange: {
    good: 'passkey_added',
    bad: [...NEVER, 1, 1n, 'password_changed', 'PASSKEY_ADDED', 'passkey_added ', '__proto__'],
  },
  transaction: { good: undefined, bad: ['', MARK, 0, 1n, true, Symbol(MARK)], optional: true },
  version: { good: 0, bad: NO_VERSIONS },
  seenVersion: { good: undefined, bad: NO_VERSIONS, optional: true },
  account: {
    good: undefined,
    bad: [null, '', MARK, 1, true, { email: 1 }, { email: {} }, { displayName: ['a'] }],
    optional: true,
  },
} satisfies Record<string, Field>;

type Operation = (service: OpenService['passwords'], input: never) => Promise<{ ok: boolean }>;

/** Every operation that takes an input, with what each of its fields must refuse. */
export const operations: Record<
  string,
  { readonly call: Operation; readonly takes: Record<string, Field> }
> = {
  requestReset: {
    call: (service, input) => service.requestReset(input),
    takes: {
      identifier: fields.identifier,
      deliver: fields.codeDelivery,
      channel: fields.channel,
      link: { ...fields.optionalText, bad: [...fields.optionalText.bad, 'unknown', '__proto__'] },
    },
  },
  inspectTicket: {
    call: (service, input) => service.inspectTicket(input),
    takes: { token: fields.token },
  },
  redeemTicket: {
    call: (service, input) => service.redeemTicket(input),
    takes: { token: fields.token, newPassword: fields.password },
  },
  redeemByCode: {
    call: (service, input) => service.redeemTicket(input),
    takes: { flowId: fields.flowId, code: fields.code, newPassword: fields.password },
  },
  exchangeCode: {
    call: (service, input) => service.exchangeCode(input),
    takes: { flowId: fields.flowId, code: fields.code },
  },
  authenticate: {
    call: (service, input) => service.authenticate(input),
    takes: { identifier: fields.identifier, password: fields.password },
  },
  changePassword: {
    call: (service, input) => service.changePassword(input),
    takes: {
      accountId: fields.accountId,
      currentPassword: fields.password,
      newPassword: fields.password,
      keepSession: fields.session,
    },
  },
  setInitialPassword: {
    call: (service, input) => service.setInitialPassword(input),
    takes: {
      accountId: fields.accountId,
      newPassword: fields.password,
      keepSession: fields.session,
    },
  },
  adminSetPassword: {
    call: (service, input) => service.adminSetPassword(input),
    takes: {
      accountId: fields.accountId,
      newPassword: fields.password,
      notify: fields.flag,
    },
  },
  issueTicket: {
    call: (service, input) => service.issueTicket(input),
    takes: {
      accountId: fields.accountId,
      purpose: fields.purpose,
      lifetimeSeconds: fields.duration,
      resultUrl: fields.url,
      markEmailVerified: fields.flag,
      deliver: fields.deliver,
    },
  },
  mailTicket: {
    call: (service, input) =>
      service.issueTicket({ deliver: 'mail', ...(input as object) } as never),
    takes: {
      accountId: fields.accountId,
      purpose: fields.purpose,
      lifetimeSeconds: fields.duration,
      resultUrl: fields.url,
      state: fields.session,
    },
  },
  listTickets: {
    call: (service, input) => service.listTickets(input),
    takes: { accountId: fields.accountId, purposes: fields.purposes },
  },
  revokeTickets: {
    call: (service, input) => service.revokeTickets(input),
    takes: { accountId: fields.accountId, ticketId: fields.session, purposes: fields.purposes },
  },
  requireChange: {
    call: (service, input) => service.requireChange(input),
    takes: { accountId: fields.accountId, reason: fields.reason, notify: fields.flag },
  },
  lock: {
    call: (service, input) => service.lock(input),
    takes: { accountId: fields.accountId, notify: fields.flag },
  },
  unlock: {
    call: (service, input) => service.unlock(input),
    takes: { accountId: fields.accountId, credentialsVersion: fields.seenVersion },
  },
  inspectDisavowal: {
    call: (service, input) => service.inspectDisavowal(input),
    takes: { token: fields.token },
  },
  disavowChange: {
    call: (service, input) => service.disavowChange(input),
    takes: { token: fields.token, address: fields.identifier },
  },
  addressChanged: {
    call: (service, input) => service.addressChanged(input),
    takes: {
      accountId: fields.accountId,
      // None at all is no bad one: the account had none.
      oldAddress: {
        ...fields.identifier,
        bad: [...fields.identifier.bad.filter((value) => value !== null), 'ann'],
      },
      changedAt: fields.instant,
      transaction: fields.transaction,
    },
  },
  accountChanged: {
    call: (service, input) => service.accountChanged(input),
    takes: {
      accountId: fields.accountId,
      change: fields.accountChange,
      changedAt: fields.instant,
      transaction: fields.transaction,
    },
  },
  verifyPassword: {
    call: (service, input) => service.verifyPassword(input),
    takes: { accountId: fields.accountId, password: fields.password },
  },
  hashNewPassword: {
    call: (service, input) => service.hashNewPassword(input),
    takes: { newPassword: fields.password, account: fields.account },
  },
  validateNewPassword: {
    call: (service, input) => service.validateNewPassword(input),
    takes: { newPassword: fields.password, account: fields.account },
  },
  revokeSessions: {
    call: (service, input) => service.revokeSessions(input),
    takes: { accountId: fields.accountId, except: fields.session },
  },
  checkSession: {
    call: (service, input) => service.checkSession(input),
    takes: { accountId: fields.accountId, credentialsVersion: fields.version },
  },
  forgetAccount: {
    call: (service, input) => service.forgetAccount(input),
    takes: { accountId: fields.accountId },
  },
};

/** What an operation takes without complaint. */
export function goodInput(takes: Record<string, Field>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(takes)
      .filter(([, { good }]) => good !== undefined)
      .map(([name, { good }]) => [name, good]),
  );
}
