import { type Kysely, sql } from 'kysely';
import type { Disavowal } from 'latchkey';
import { expect, it } from 'vitest';
import { forEachEngine } from '../support/each-engine.js';
import { disavowTokenIn, drained, openWith } from '../support/notices.js';
import { openService, passwordOf } from '../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('old') };

/** What takes a transaction away under the feet of who goes on in it. */
const ENDING = {
  // Any error does.
  postgres: sql`select 1 / 0`,
  pglite: sql`select 1 / 0`,
  // A deadlock does; the transaction is rolled back and the connection goes on without one.
  mariadb: sql`rollback`,
} as const;

forEachEngine(
  'a hook that swallows an error of the database',
  (engine) => {
    it('attack 53: does not make a change succeed that was rolled back', async () => {
      const service = openService(engine, {
        hooks: {
          onPasswordChange: async ({ transaction }) => {
            const ending = ENDING[engine.name as keyof typeof ENDING];
            await ending.execute(transaction as Kysely<unknown>).catch(() => {});
          },
        },
      });
      await service.seedAccount(ANN);
      const session = (await service.signIn(ANN.email, ANN.password))!;
      const issued = await service.passwords.issueTicket({ accountId: 'ann' });
      const token = issued.ok ? issued.ticket.token : '';
      const newPassword = passwordOf('new');
      await expect(service.passwords.redeemTicket({ token, newPassword })).rejects.toMatchObject({
        code: expect.stringMatching(/^ERR_(HOOK|STORE)$/),
      });
      expect(service.eventsOf('password.changed')).toEqual([]);
      expect(await service.isSessionGood(session)).toBe(true);
      expect(await service.signIn(ANN.email, newPassword)).toBeNull();
      expect(await service.signIn(ANN.email, ANN.password)).not.toBeNull();
      expect(await service.passwords.inspectTicket({ token })).toMatchObject({ ok: true });
    });

    it.each(['onDisavowal', 'onAddressDisavowal'] as const)(
      'attack 53: does not make a disavowal count that was rolled back in %s',
      async (name) => {
        const service = await openWith(engine, ANN, {
          hooks: {
            [name]: async ({ transaction }: Disavowal<string>) => {
              const ending = ENDING[engine.name as keyof typeof ENDING];
              await ending.execute(transaction as Kysely<unknown>).catch(() => {});
            },
          },
        });
        const { passwords } = service;
        const session = (await service.signIn(ANN.email, ANN.password))!;
        await passwords.accountChanged({ accountId: 'ann', change: 'passkey_added' });
        const token = disavowTokenIn((await drained(service))[0]);
        if (name === 'onAddressDisavowal') {
          await passwords.addressChanged({ accountId: 'ann', oldAddress: ANN.email });
          await engine.update('ann', { email: 'thief@example.net' });
          await drained(service);
        }
        const disavowal = { token, address: ANN.email };
        if (name === 'onAddressDisavowal') {
          // Without the hook then, and in a transaction that is there.
          expect(await passwords.disavowChange(disavowal)).toMatchObject({ linkFollows: false });
          expect(await service.isSessionGood(session)).toBe(false);
          expect(await service.stores.credentials.read('ann')).toMatchObject({
            changeRequired: 'disputed',
          });
          return;
        }
        await expect(passwords.disavowChange(disavowal)).rejects.toMatchObject({
          code: expect.stringMatching(/^ERR_(HOOK|STORE)$/),
        });
        expect(service.eventsOf('change.disavowed')).toEqual([]);
        expect(await service.isSessionGood(session)).toBe(true);
        expect(await service.stores.credentials.read('ann')).toMatchObject({
          changeRequired: null,
        });
        expect(await passwords.inspectDisavowal({ token })).toMatchObject({ ok: true });
        expect(await drained(service)).toEqual([]);
      },
    );
  },
  ['postgres', 'pglite', 'mariadb'],
);
