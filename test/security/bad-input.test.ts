import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createToken } from '../../src/tickets/index.js';
import { forEachEngine } from '../support/each-engine.js';
import { type OpenService, openService, passwordOf } from '../support/open-service.js';
import { countCalls } from '../support/wrap-stores.js';

const MARK = 'what-was-typed';
const password = passwordOf(1);
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

interface Field {
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
  version: { good: 0, bad: [null, '', '0', -1, 0.5, Number.NaN, 1n, {}, [], true] },
  account: {
    good: undefined,
    bad: [null, '', MARK, 1, true, { email: 1 }, { email: {} }, { displayName: ['a'] }],
    optional: true,
  },
} satisfies Record<string, Field>;

type Operation = (service: OpenService['passwords'], input: never) => Promise<{ ok: boolean }>;

/** Every operation that takes an input, with what each of its fields must refuse. */
const operations: Record<
  string,
  { readonly call: Operation; readonly takes: Record<string, Field> }
> = {
  requestReset: {
    call: (service, input) => service.requestReset(input),
    takes: {
      identifier: fields.identifier,
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

function goodInput(takes: Record<string, Field>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(takes)
      .filter(([, { good }]) => good !== undefined)
      .map(([name, { good }]) => [name, good]),
  );
}

forEachEngine(
  'bad input',
  (engine) => {
    describe.each(Object.entries(operations))('%s', (_name, { call, takes }) => {
      it('refuses every bad value of every field before any store is called', async () => {
        const counted = countCalls();
        const service = openService(engine, { stores: counted.wrap });
        for (const [field, { bad, optional }] of Object.entries(takes))
          for (const value of optional === true ? bad : [undefined, ...bad]) {
            const input = { ...goodInput(takes), [field]: value };
            const result = await call(service.passwords, input as never);
            const told = `${field}: ${inspect(value).slice(0, 60)}`;
            expect.soft(result, told).toMatchObject({ ok: false, reason: 'invalid_input' });
            // What was typed is not said back, not even shortened.
            expect.soft(JSON.stringify(result).includes(MARK), told).toBe(false);
          }
        expect(counted.calls).toEqual([]);
        expect(service.events).toEqual([]);
      });

      it('refuses what is no input at all', async () => {
        const counted = countCalls();
        const service = openService(engine, { stores: counted.wrap });
        for (const input of [
          undefined,
          null,
          '',
          MARK,
          0,
          1n,
          true,
          [],
          [goodInput(takes)],
          () => {},
        ])
          expect(await call(service.passwords, input as never)).toMatchObject({
            ok: false,
            reason: 'invalid_input',
          });
        expect(counted.calls).toEqual([]);
      });

      it('drops unknown fields, and takes any second argument for what it is', async () => {
        const service = openService(engine);
        await service.seedAccount({ id: 'ann', email: 'ann@example.org', password });
        const known = await call(service.passwords, goodInput(takes) as never);
        const more = JSON.parse(`{"__proto__": {"ok": true}, "constructor": 1, "$where": "1"}`);
        const input = { ...more, ...goodInput(takes) };
        const again = await call(openService(engine).passwords, input as never);
        if (_name !== 'changePassword' && _name !== 'setInitialPassword')
          expect(again.ok).toBe(known.ok);
        expect(({} as { ok?: boolean }).ok).toBeUndefined();
      });
    });

    it('reads a hostile second argument as what little is good in it', async () => {
      const service = openService(engine);
      await service.seedAccount({ id: 'ann', email: 'ann@example.org', password });
      for (const call of [
        null,
        '',
        MARK,
        1,
        [],
        { signal: {} },
        { signal: { aborted: true } },
        { signal: null, context: null },
        { context: MARK },
        { context: [MARK] },
        { context: { ip: {}, userAgent: [], locale: 1, correlationId: null, actor: true } },
        { context: { ip: 'x'.repeat(1_000_000), userAgent: `\ud800\0${'y'.repeat(1_000_000)}` } },
        { context: { locale: '<script>' } },
      ])
        expect(
          await service.passwords.requestReset({ identifier: 'ann@example.org' }, call as never),
        ).toEqual({ ok: true });
      await service.passwords.drainOutbox();
      const dump = await engine.dump();
      expect(dump.length).toBeLessThan(20_000);
      for (const { context } of service.events)
        for (const value of Object.values(context)) {
          expect(String(value).length).toBeLessThanOrEqual(512);
          expect(String(value)).not.toMatch(/\0|<script>/);
          expect(String(value).isWellFormed()).toBe(true);
        }
    });

    it('refuses malformed, truncated, swapped and foreign tokens, and leaves the good one good', async () => {
      const service = openService(engine);
      const foreign = openService(engine, { realm: 'other' });
      for (const id of ['ann', 'bob']) {
        await service.seedAccount({ id, email: `${id}@example.org`, password });
        if (engine.name === 'memory') await foreign.seedAccount({ id, email: `${id}@example.org` });
      }
      const tokenOf = async ({ passwords }: OpenService, accountId: string) => {
        const issued = await passwords.issueTicket({ accountId });
        if (!issued.ok) throw new Error(issued.reason);
        return issued.ticket.token;
      };
      const good = await tokenOf(service, 'ann');
      const bobs = await tokenOf(service, 'bob');
      const bytes = Buffer.from(good, 'base64url');
      const upper = good.toUpperCase() === good ? good.toLowerCase() : good.toUpperCase();
      for (const bad of [
        good.slice(0, -1),
        good.slice(1),
        `${good}=`,
        `${good} `,
        ` ${good}`,
        encodeURIComponent(`${good}\n`),
        bytes.toString('hex'),
        upper,
        [...good].reverse().join(''),
        good.slice(0, 21) + bobs.slice(21),
        bobs.slice(0, 21) + good.slice(21),
        await tokenOf(foreign, 'ann'),
      ]) {
        const result = await service.passwords.redeemTicket({
          token: bad,
          newPassword: passwordOf(2),
        });
        expect(['invalid_input', 'token_invalid']).toContain(result.ok || result.reason);
      }
      // The last character carries two bits that no byte uses: other spellings are other tokens.
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      for (const last of alphabet)
        if (!good.endsWith(last))
          expect(
            await service.passwords.redeemTicket({
              token: good.slice(0, 42) + last,
              newPassword: passwordOf(2),
            }),
          ).toEqual({ ok: false, reason: 'token_invalid' });
      expect(
        await service.passwords.redeemTicket({ token: good, newPassword: passwordOf(2) }),
      ).toMatchObject({ ok: true, account: { id: 'ann' } });
    });

    it('finds no account behind an id that is none, whatever its type', async () => {
      const service = openService(engine);
      await service.seedAccount({ id: '1', email: 'one@example.org', password });
      for (const accountId of ['1 ', '01', '1.0', '+1', '0x1', 'null', "1' or '1'='1", 'ⅰ', -1, 0])
        expect(
          await service.passwords.adminSetPassword({
            accountId: accountId as string,
            newPassword: passwordOf(2),
          }),
        ).toEqual({ ok: false, reason: 'account_not_found' });
      expect(await service.signIn('one@example.org', password)).not.toBeNull();
    });
  },
  ['memory', 'sqlite', 'postgres', 'mariadb'],
);
