import { inspect } from 'node:util';
import { nist, policy } from 'latchkey';
import { notBreached, type RangeOptions } from 'latchkey/hibp';
import { expect, it } from 'vitest';
import { forEachEngine } from '../../support/each-engine.js';
import { openService, passwordOf } from '../../support/open-service.js';
import { rangeServer, sha1Of } from './range-server.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('old') };
const breached = passwordOf('breached');
const newPassword = passwordOf('new');

forEachEngine(
  'attack 46: a reset that asks for breached passwords',
  (engine) => {
    async function open(options: RangeOptions = {}, realm = 'default') {
      const server = await rangeServer({ [breached]: 4711 });
      const rule = notBreached({ baseUrl: server.baseUrl, timeoutMs: 7000, ...options });
      const service = openService(engine, { realm, policy: policy(...nist().rules, rule) });
      await service.seedAccount(ANN);
      await service.request(ANN.email);
      return { server, ...service, token: service.lastToken() };
    }

    it('a breached password is refused with its reason, and the link stays good', async () => {
      const { passwords, token, eventsOf } = await open();
      expect(await passwords.redeemTicket({ token, newPassword: breached })).toMatchObject({
        reason: 'policy_violation',
        violations: [{ code: 'breached_password', params: {} }],
      });
      expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: true });
      expect(eventsOf('policy.rule_skipped')).toEqual([]);
    });

    it('a password that is too short never leaves the process', async () => {
      const { passwords, token, server } = await open();
      expect(await passwords.redeemTicket({ token, newPassword: 'short' })).toMatchObject({
        reason: 'policy_violation',
      });
      expect(server.requests).toEqual([]);
    });

    it('an outage is no outage of the reset: it goes through, and an event says so', async () => {
      const { passwords, token, server, eventsOf, signIn } = await open();
      await server.close();
      expect(await passwords.redeemTicket({ token, newPassword: breached })).toMatchObject({
        ok: true,
      });
      expect(eventsOf('policy.rule_skipped')).toMatchObject([
        { rule: 'breached_password', cause: 'connection' },
      ]);
      expect(await signIn(ANN.email, breached)).not.toBeNull();
    });

    it('where it must not be skipped, an outage is a 503 that spends and changes nothing', async () => {
      const { passwords, token, server, eventsOf, signIn } = await open({
        whenUnavailable: 'refuse',
      });
      server.fault = (response) => void response.writeHead(500).end();
      const attempts = [
        passwords.redeemTicket({ token, newPassword }),
        passwords.changePassword({
          accountId: 'ann',
          currentPassword: ANN.password,
          newPassword,
        }),
        passwords.adminSetPassword({ accountId: 'ann', newPassword }),
        passwords.hashNewPassword({ newPassword }),
        passwords.validateNewPassword({ newPassword }),
      ];
      for (const attempt of await Promise.allSettled(attempts))
        expect(attempt).toMatchObject({
          status: 'rejected',
          reason: { code: 'ERR_RULE_UNAVAILABLE', statusCode: 503, expose: false },
        });
      expect(eventsOf('policy.rule_skipped')).toEqual([]);
      expect(await passwords.inspectTicket({ token })).toMatchObject({ ok: true });
      expect(await signIn(ANN.email, ANN.password), 'the old password').not.toBeNull();
    });

    it('and goes on once the service is there again', async () => {
      const { passwords, token, server } = await open({ whenUnavailable: 'refuse' });
      server.fault = (response) => void response.end('<html>');
      const outage = passwords.redeemTicket({ token, newPassword });
      await expect(outage).rejects.toMatchObject({ code: 'ERR_RULE_UNAVAILABLE' });
      server.fault = null;
      expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: true });
    });

    it('neither password nor hash is in an event, an error or a request', async () => {
      const seen: unknown[] = [];
      for (const whenUnavailable of ['accept', 'refuse'] as const) {
        const { passwords, token, server, events } = await open(
          { whenUnavailable },
          whenUnavailable,
        );
        await passwords.redeemTicket({ token, newPassword: breached });
        server.fault = (response) => void response.end(breached);
        seen.push(
          await passwords.redeemTicket({ token, newPassword }).catch((error: unknown) => error),
          events,
          server.requests,
        );
      }
      const printed = inspect(seen, { depth: 9, showHidden: true }).toUpperCase();
      for (const secret of [breached, newPassword])
        for (const form of [secret, sha1Of(secret), sha1Of(secret).slice(0, 6)])
          expect(printed).not.toContain(form.toUpperCase());
    });
  },
  ['memory'],
);
