import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { forEachEngine } from '../support/each-engine.js';
import { goodInput, MARK, operations, password } from '../support/hostile-inputs.js';
import { type OpenService, openService, passwordOf } from '../support/open-service.js';
import { countCalls } from '../support/wrap-stores.js';

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
        ).toEqual({ ok: true, flowId: null });
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
