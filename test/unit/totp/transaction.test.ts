import { unwrap } from 'latchkey';
import { fixedClock } from 'latchkey/testing';
import { memoryTotpStore, type TotpStore, totp } from 'latchkey/totp';
import { describe, expect, it, test } from 'vitest';
import { codeAt } from '../../support/authenticator.js';
import { forEachEngine } from '../../support/each-engine.js';
import { LINKS, openWith } from '../../support/notices.js';
import { FixedClock } from '../../support/open-service.js';

const accountKey = 'ann';
const accountId = accountKey;
const ANN = { id: 'ann', email: 'ann@example.org' };

forEachEngine(
  'a change of the second factor, and its notice',
  (engine) => {
    async function open(account = ANN) {
      const clock = new FixedClock();
      const secondFactor = totp({ store: engine.totpStore(), issuer: 'Acme', clock: clock.now });
      const service = await openWith(engine, account, { clock, secondFactor, links: LINKS });
      const { passwords } = service;
      const { unitOfWork } = service.stores;
      const status = () => secondFactor.status({ accountKey });
      const noticed = async () => {
        await passwords.drainOutbox();
        return service.mails.flatMap((mail) => ('change' in mail ? [mail.change] : []));
      };
      const begun = unwrap(await secondFactor.beginEnrolment({ accountKey, label: 'ann' }));
      /** Enrols in one transaction with the notice, as an application does. */
      const confirm = (code = codeAt(begun.secret, clock.now())) =>
        unitOfWork.run(async (transaction) => {
          const confirmed = await secondFactor.confirmEnrolment({ accountKey, code, transaction });
          if (!confirmed.ok) return confirmed;
          const { enrolledAt: changedAt } = confirmed;
          const change = 'second_factor_added';
          unwrap(await passwords.accountChanged({ accountId, change, changedAt, transaction }));
          return confirmed;
        });
      return { secondFactor, passwords, unitOfWork, status, noticed, confirm };
    }

    it('are committed together, and a refusal tells nobody of anything', async () => {
      const { secondFactor, passwords, unitOfWork, status, noticed, confirm } = await open();
      expect(await confirm('000000')).toEqual({ ok: false, reason: 'code_invalid' });
      expect(await noticed()).toEqual([]);
      const { enrolledAt, recoveryCodes } = unwrap(await confirm());
      expect(await status()).toMatchObject({ state: 'enrolled', enrolledAt });
      expect(await confirm()).toEqual({ ok: false, reason: 'already_enrolled' });
      expect(await noticed()).toEqual(['second_factor_added']);

      const renewed = await unitOfWork.run(async (transaction) => {
        const change = 'recovery_codes_replaced';
        unwrap(await passwords.accountChanged({ accountId, change, transaction }));
        return unwrap(await secondFactor.newRecoveryCodes({ accountKey, transaction }));
      });
      expect((await noticed()).at(-1)).toBe('recovery_codes_replaced');
      const method = 'recovery_code';
      const [old = '', fresh = ''] = [recoveryCodes[0], renewed.recoveryCodes[0]];
      expect(await secondFactor.verify({ accountKey, method, code: old })).toBe(false);
      expect(await secondFactor.verify({ accountKey, method, code: fresh })).toBe(true);

      await unitOfWork.run(async (transaction) => {
        unwrap(await secondFactor.remove({ accountKey, transaction }));
        const change = 'second_factor_removed';
        unwrap(await passwords.accountChanged({ accountId, change, transaction }));
      });
      expect(await status()).toMatchObject({ state: 'none' });
      const all = await noticed();
      expect(all.slice(1)).toEqual(['recovery_codes_replaced', 'second_factor_removed']);
    });

    it('are rolled back together: where the owner cannot be told, nothing is enrolled', async () => {
      if (engine.name === 'memory') return;
      // The account's row has gone, perhaps while its session was looked up.
      const { status, noticed, confirm } = await open({ id: 'bob', email: 'bob@example.org' });
      await expect(confirm()).rejects.toThrow('account_not_found');
      expect(await status()).toMatchObject({ state: 'begun', recoveryCodesLeft: 0 });
      await engine.seed(ANN);
      expect(await confirm(), 'nor was the code spent').toMatchObject({ ok: true });
      expect(await noticed()).toEqual(['second_factor_added']);
    });
  },
  ['memory', 'sqlite', 'pglite', 'postgres', 'mariadb'],
);

describe('the transaction of a change', () => {
  /** Writes down which transaction each method of the store is handed. */
  async function open() {
    const clock = fixedClock();
    const plain = memoryTotpStore();
    const given: [name: string, tx: unknown][] = [];
    const noting = <Args extends readonly unknown[], Answer>(
      name: string,
      method: (...args: Args) => Answer,
    ) => {
      return (...args: Args): Answer => {
        given.push([name, args[1]]);
        return method(...args);
      };
    };
    const store: TotpStore = {
      ...plain,
      find: noting('find', plain.find),
      confirm: noting('confirm', plain.confirm),
      replaceRecoveryCodes: noting('replaceRecoveryCodes', plain.replaceRecoveryCodes),
      remove: noting('remove', plain.remove),
      removeSince: noting('removeSince', plain.removeSince),
    };
    const factor = totp({ store, issuer: 'Acme', clock: clock.now });
    const { secret } = unwrap(await factor.beginEnrolment({ accountKey, label: 'ann' }));
    const code = codeAt(secret, clock.now());
    const calls = (input: object) =>
      [
        () => factor.confirmEnrolment({ accountKey, code, ...input }),
        () => factor.newRecoveryCodes({ accountKey, ...input }),
        () => factor.takeBack({ accountKey, since: clock.now(), ...input }),
        () => factor.remove({ accountKey, ...input }),
      ] as const;
    return { given, calls };
  }

  const names = ['find', 'confirm', 'replaceRecoveryCodes', 'removeSince', 'remove'];

  test.each([
    ['an object, as Kysely hands out', Object.freeze({})],
    ['a function, as Knex and postgres.js hand out', Object.assign(() => {}, { savepoint() {} })],
  ])('%s, reaches every statement as it is', async (_what, transaction) => {
    const { given, calls } = await open();
    for (const call of calls({ transaction })) expect(await call()).toMatchObject({ ok: true });
    expect(given.map(([name]) => name)).toEqual(names);
    for (const [, tx] of given) expect(tx).toBe(transaction);
  });

  test.each([[{}], [{ transaction: undefined }], [{ transaction: null }]])(
    '%j is none',
    async (input) => {
      const { given, calls } = await open();
      for (const call of calls(input)) expect(await call()).toMatchObject({ ok: true });
      expect(given).toEqual(names.map((name) => [name, undefined]));
    },
  );

  test.each([0, '', 'tx', true, 7n, Symbol('tx')])(
    'anything else is refused, and reaches no store: %s',
    async (transaction) => {
      const { given, calls } = await open();
      const issues = [{ path: 'transaction', code: 'invalid_type' }];
      for (const call of calls({ transaction }))
        expect(await call()).toEqual({ ok: false, reason: 'invalid_input', issues });
      expect(given).toEqual([]);
    },
  );
});
