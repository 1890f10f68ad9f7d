import { LatchkeyError, type PolicyRule, policy } from 'latchkey';
import { expect, it } from 'vitest';
import { forEachEngine } from '../support/each-engine.js';
import { type OpenService, openService, passwordOf } from '../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('known') };
const identifier = ANN.email;
const newPassword = passwordOf('new');
type Consequence = 'warn' | 'require_change' | 'require_reset';

const violation = { code: 'breached_password', params: {}, message: 'It is known.' };

forEachEngine(
  'a policy for passwords that sign in',
  (engine) => {
    /** Knows the passwords that are listed, and remembers what it was asked. */
    async function open(
      onViolation: Consequence | undefined,
      check?: (service: OpenService) => PolicyRule['check'],
      realm = 'default',
    ) {
      const asked: string[] = [];
      const knows: PolicyRule = {
        code: violation.code,
        async check(input) {
          asked.push(input.password);
          if (check !== undefined) return check(service)(input);
          return input.password === ANN.password ? violation : null;
        },
        describe: () => null,
      };
      const service: OpenService = openService(engine, {
        realm,
        signInPolicy: { policy: policy(knows), onViolation },
      });
      await service.seedAccount(ANN);
      const signIn = (password = ANN.password) =>
        service.passwords.authenticate({ identifier, password });
      return { ...service, asked, authenticate: signIn };
    }

    it.each([undefined, 'warn'] as const)(
      '%s: lets in, with a warning for the person and an event',
      async (onViolation) => {
        const { authenticate, eventsOf, signIn } = await open(onViolation);
        expect(await authenticate()).toMatchObject({ ok: true, warnings: [violation] });
        expect(eventsOf('sign_in.warned')).toMatchObject([
          { accountKey: 'ann', codes: ['breached_password'] },
        ]);
        expect(eventsOf('sign_in.succeeded')).toHaveLength(1);
        expect(await signIn(identifier, ANN.password), 'a session is good').not.toBeNull();
      },
    );

    it('has nothing to say of a good password', async () => {
      const { authenticate, asked, eventsOf } = await open('require_reset', () => () => null);
      expect(await authenticate()).toMatchObject({ ok: true, warnings: [] });
      expect(asked).toEqual([ANN.password]);
      expect(eventsOf('sign_in.warned')).toEqual([]);
    });

    it('require_change: opens nothing but the change, from that sign-in on', async () => {
      const { authenticate, passwords, eventsOf, asked, clock, isSessionGood, signIn, stores } =
        await open('require_change');
      const earlier = await stores.sessions.create({
        accountKey: 'ann',
        credentialsVersion: 0,
        expiresAt: new Date(+clock.now() + 60_000),
        now: clock.now(),
      });
      const first = await authenticate();
      if (first.ok || first.reason !== 'change_required') throw new Error('no change required');
      expect(first.because).toBe('policy');
      expect(eventsOf('change.required')).toMatchObject([{ accountKey: 'ann', reason: 'policy' }]);
      expect(eventsOf('sign_in.succeeded')).toEqual([]);
      expect(await isSessionGood(earlier), 'its own session is not at fault').toBe(true);

      const again = await authenticate();
      expect(again).toMatchObject({ reason: 'change_required', because: 'policy' });
      expect(asked, 'the mark is enough the second time').toHaveLength(1);

      const { token } = first.ticket;
      const same = await passwords.redeemTicket({ token, newPassword: ANN.password });
      expect(same).toMatchObject({ violations: [{ code: 'reused_password' }] });
      expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: true });
      expect(await authenticate(newPassword)).toMatchObject({ ok: true, warnings: [] });
      expect(await signIn(identifier, newPassword)).not.toBeNull();
      expect(await authenticate()).toMatchObject({ reason: 'invalid_credentials' });
      expect(await isSessionGood(earlier)).toBe(false);
    });

    it('require_reset: ends the sessions, and only a mailed link helps', async () => {
      const {
        authenticate,
        passwords,
        eventsOf,
        clock,
        isSessionGood,
        request,
        lastToken,
        stores,
      } = await open('require_reset');
      const session = await stores.sessions.create({
        accountKey: 'ann',
        credentialsVersion: 0,
        expiresAt: new Date(+clock.now() + 60_000),
        now: clock.now(),
      });
      const issued = await passwords.issueTicket({ accountId: 'ann' });
      expect(await authenticate()).toEqual({ ok: false, reason: 'reset_required' });
      expect(await isSessionGood(session)).toBe(false);
      expect(eventsOf('change.required')).toMatchObject([{ reason: 'breached' }]);
      if (!issued.ok) throw new Error('no ticket');
      const earlier = { token: issued.ticket.token, newPassword };
      expect(await passwords.redeemTicket(earlier)).toMatchObject({ reason: 'token_superseded' });

      expect(await authenticate()).toEqual({ ok: false, reason: 'reset_required' });
      const change = { accountId: 'ann', currentPassword: ANN.password, newPassword };
      expect(await passwords.changePassword(change)).toMatchObject({ reason: 'reset_required' });

      await request(identifier);
      const token = lastToken();
      const same = await passwords.redeemTicket({ token, newPassword: ANN.password });
      expect(same).toMatchObject({ violations: [{ code: 'reused_password' }] });
      expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: true });
      expect(await authenticate(newPassword)).toMatchObject({ ok: true, warnings: [] });
    });

    it('require_reset: a milder mark hands no ticket to whoever knows a known password', async () => {
      const { passwords, authenticate } = await open('require_reset');
      await passwords.requireChange({ accountId: 'ann', reason: 'administrative' });
      expect(await authenticate()).toEqual({ ok: false, reason: 'reset_required' });
      expect(await authenticate()).toEqual({ ok: false, reason: 'reset_required' });
    });

    it('require_reset: a password that nobody knows goes on to the change that is required', async () => {
      const { passwords, authenticate } = await open('require_reset', () => () => null);
      await passwords.requireChange({ accountId: 'ann', reason: 'administrative' });
      expect(await authenticate()).toMatchObject({ reason: 'change_required' });
    });

    it('a policy that answers no list fails no sign-in, and is told', async () => {
      for (const [n, answer] of [null, false, {}, [null]].entries()) {
        const odd = { ...policy(), check: async () => answer as never };
        const service = openService(engine, { realm: `odd-${n}`, signInPolicy: { policy: odd } });
        await service.seedAccount(ANN);
        expect(await service.signIn(identifier, ANN.password)).not.toBeNull();
        expect(service.eventsOf('policy.sign_in_check_failed')).toHaveLength(1);
      }
    });

    it('a failed sign-in is not looked at: a wrong password goes to no rule', async () => {
      const { authenticate, asked, seedAccount, passwords } = await open('require_reset');
      expect(await authenticate('wrong wrong wrong')).toMatchObject({ ok: false });
      await seedAccount({
        id: 'off',
        email: 'off@example.org',
        password: ANN.password,
        enabled: false,
      });
      const { password } = ANN;
      await passwords.authenticate({ identifier: 'off@example.org', password });
      await passwords.authenticate({ identifier: 'nobody@example.org', password });
      expect(asked).toEqual([]);
    });

    it.each<[string, PolicyRule['check']]>([
      [
        'throws',
        () => {
          throw new Error(ANN.password);
        },
      ],
      [
        'is not to be skipped, and its service is down',
        () => {
          throw new LatchkeyError('ERR_RULE_UNAVAILABLE', 'down');
        },
      ],
      ['answers nonsense', () => 'yes' as never],
    ])('attack 46: a rule that %s fails no sign-in, and is told', async (_name, check) => {
      for (const consequence of ['warn', 'require_change', 'require_reset'] as const) {
        const { authenticate, eventsOf, events } = await open(
          consequence,
          () => check,
          consequence,
        );
        expect(await authenticate()).toMatchObject({ ok: true, warnings: [] });
        expect(eventsOf('policy.sign_in_check_failed')).toMatchObject([{ accountKey: 'ann' }]);
        expect(JSON.stringify(events)).not.toContain(ANN.password);
      }
    });

    it('attack 46: a rule that skips itself fails no sign-in, and is told by its cause', async () => {
      const { authenticate, eventsOf } = await open('require_reset', () => (input) => {
        input.tellSkipped('breached_password', 'timeout');
        return null;
      });
      expect(await authenticate()).toMatchObject({ ok: true, warnings: [] });
      expect(eventsOf('policy.rule_skipped')).toMatchObject([
        { rule: 'breached_password', cause: 'timeout' },
      ]);
    });

    it('a call that is given up while a rule works stops there, and requires nothing', async () => {
      const reason = new Error('the client hung up');
      const abort = new AbortController();
      const { passwords, stores, eventsOf } = await open('require_reset', () => () => {
        abort.abort(reason);
        return new Promise(() => {});
      });
      const call = { signal: abort.signal };
      const signingIn = passwords.authenticate({ identifier, password: ANN.password }, call);
      await expect(signingIn).rejects.toBe(reason);
      expect(await stores.credentials.read('ann')).toMatchObject({
        version: 0,
        changeRequired: null,
      });
      expect(eventsOf('policy.sign_in_check_failed')).toEqual([]);
    });

    it.each(['require_change', 'require_reset'] as const)(
      '%s: a password that was set while the old one was looked at is not meant',
      async (consequence) => {
        const { authenticate, passwords, stores, eventsOf } = await open(
          consequence,
          ({ passwords: meanwhile }) =>
            async ({ password }) => {
              if (password !== ANN.password) return null;
              await meanwhile.adminSetPassword({ accountId: 'ann', newPassword });
              return violation;
            },
        );
        expect(await authenticate()).toEqual({ ok: false, reason: 'invalid_credentials' });
        expect((await stores.credentials.read('ann')).changeRequired).toBeNull();
        expect(eventsOf('change.required')).toEqual([]);
        expect(await passwords.authenticate({ identifier, password: newPassword })).toMatchObject({
          ok: true,
        });
      },
    );
  },
  ['memory'],
);
