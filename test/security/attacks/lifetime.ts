import type { IssueTicketInput, TicketPurpose } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { type OpenService, openService, passwordOf, tokenIn } from '../../support/open-service.js';
import { wrapStores } from '../../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const BOB = { id: 'bob', email: 'bob@example.org', password: passwordOf(1) };
const newPassword = passwordOf(2);
const refused = (reason: string) => ({ ok: false, reason });

async function issue(service: OpenService, input: IssueTicketInput<string>): Promise<string> {
  const issued = await service.passwords.issueTicket(input);
  if (!issued.ok) throw new Error(issued.reason);
  return issued.ticket.token;
}

/** ATTACKS.md, "When does it stop working"; 19 is in races.test.ts. */
export function lifetimeAttacks(engine: Engine): void {
  it('attack 18: a ticket is good once', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const token = service.lastToken();
    expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
      ok: true,
    });
    expect(await service.passwords.redeemTicket({ token, newPassword: passwordOf(3) })).toEqual(
      refused('token_used'),
    );
    expect(await service.passwords.inspectTicket({ token })).toEqual(refused('token_used'));
    expect(await service.signIn(ANN.email, passwordOf(3))).toBeNull();
    expect(await service.signIn(ANN.email, newPassword)).not.toBeNull();
  });

  it('attack 18: looking at a ticket spends nothing, however often', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const token = service.lastToken();
    for (let n = 0; n < 20; n += 1)
      expect(await service.passwords.inspectTicket({ token })).toMatchObject({ ok: true });
    expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
      ok: true,
    });
  });

  it('attack 18: the purge removes what has expired and nothing that lives', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await service.seedAccount(BOB);
    await service.request(ANN.email);
    const dead = service.lastToken();
    service.clock.advance(1800);
    await service.request(BOB.email);
    const alive = service.lastToken();
    service.clock.advance(1800 + 900);
    expect(await service.passwords.purgeExpired(), 'it still counts').toMatchObject({ tickets: 0 });
    service.clock.advance(0.001);
    // Redis removes by itself what has expired, hours later: test/unit/redis says when.
    const purges = engine.name !== 'redis';
    expect(await service.passwords.purgeExpired()).toMatchObject({
      tickets: purges ? 1 : 0,
      outboxEntries: 0,
    });
    expect(await service.passwords.inspectTicket({ token: dead })).toEqual(
      refused(purges ? 'token_invalid' : 'token_expired'),
    );
    expect(await service.passwords.redeemTicket({ token: alive, newPassword })).toMatchObject({
      ok: true,
      account: { id: 'bob' },
    });
  });

  it('attack 20: a link is good until the last millisecond and not on the instant', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const [mail] = await service.request(ANN.email);
    const token = tokenIn(mail);
    const life = (mail as { expiresAt: Date }).expiresAt.getTime() - service.clock.now().getTime();
    expect(life).toBe(3_600_000);
    service.clock.advance(life / 1000 - 0.001);
    expect(await service.passwords.inspectTicket({ token })).toMatchObject({ ok: true });
    service.clock.advance(0.001);
    expect(await service.passwords.redeemTicket({ token, newPassword })).toEqual(
      refused('token_expired'),
    );
    service.clock.advance(0.001);
    expect(await service.passwords.redeemTicket({ token, newPassword })).toEqual(
      refused('token_expired'),
    );
    expect(await service.signIn(ANN.email, newPassword)).toBeNull();
  });

  it('attack 20: a ticket without a readable expiry counts as expired', async () => {
    let expiresAt: unknown;
    const service = openService(engine, {
      stores: (stores) =>
        wrapStores(stores, async ({ name }, run) => {
          const result = (await run()) as object | null;
          return name === 'tickets.findByDigest' && result !== null
            ? { ...result, expiresAt }
            : result;
        }),
    });
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const token = service.lastToken();
    for (expiresAt of [null, undefined, new Date(Number.NaN)])
      expect(await service.passwords.redeemTicket({ token, newPassword })).toEqual(
        refused('token_expired'),
      );
  });

  it('attack 21: who skips the form and goes straight to the write is refused as well', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    service.clock.advance(3601);
    expect(
      await service.passwords.redeemTicket({ token: service.lastToken(), newPassword }),
    ).toEqual(refused('token_expired'));
    expect(await service.signIn(ANN.email, ANN.password)).not.toBeNull();
  });

  it('attack 21: a ticket that expires while the password is checked and hashed is refused', async () => {
    const service = openService(engine, {
      policy: {
        rules: [],
        remembers: 0,
        describe: () => [],
        check: async () => {
          service.clock.advance(3601);
          return [];
        },
      },
    });
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    expect(
      await service.passwords.redeemTicket({ token: service.lastToken(), newPassword }),
    ).toEqual(refused('token_expired'));
    expect(await service.signIn(ANN.email, ANN.password)).not.toBeNull();
  });

  it('attack 22: each purpose has its own lifetime, and what is told is what is enforced', async () => {
    const service = openService(engine, {
      lifetimes: { resetSeconds: 600, administrativeSeconds: 1200, inviteSeconds: 2400 },
    });
    for (const id of ['ann', 'bob', 'eve'])
      await service.seedAccount({ id, email: `${id}@example.org`, password: passwordOf(1) });
    const start = service.clock.now().getTime();
    const [mail] = await service.request('ann@example.org');
    expect(mail).toMatchObject({
      lifetimeSeconds: 600,
      expiresAt: new Date(start + 600_000),
    });
    const tickets = [{ token: tokenIn(mail), seconds: 600 }];
    for (const [accountId, purpose, seconds] of [
      ['bob', 'administrative', 1200],
      ['eve', 'invite', 2400],
    ] as const) {
      const issued = await service.passwords.issueTicket({ accountId, purpose });
      if (!issued.ok) throw new Error(issued.reason);
      expect(issued.ticket.expiresAt).toEqual(new Date(start + seconds * 1000));
      tickets.push({ token: issued.ticket.token, seconds });
    }
    for (const { token, seconds } of tickets) {
      const elapsed = (service.clock.now().getTime() - start) / 1000;
      service.clock.advance(seconds - elapsed - 0.001);
      expect(await service.passwords.inspectTicket({ token })).toMatchObject({
        ok: true,
        expiresAt: new Date(start + seconds * 1000),
      });
      service.clock.advance(0.001);
      expect(await service.passwords.redeemTicket({ token, newPassword })).toEqual(
        refused('token_expired'),
      );
    }
  });

  it('attack 23: no lifetime means forever', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    for (const lifetimeSeconds of [
      null,
      0,
      -1,
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      '3600',
      31 * 86_400,
      Number.MAX_SAFE_INTEGER,
    ])
      expect(
        await service.passwords.issueTicket({
          accountId: 'ann',
          lifetimeSeconds: lifetimeSeconds as number,
        }),
      ).toMatchObject(refused('invalid_input'));
    const token = await issue(service, { accountId: 'ann', ...{ expiresAt: null, ttl: 0 } });
    service.clock.advance(3600);
    expect(await service.passwords.redeemTicket({ token, newPassword })).toEqual(
      refused('token_expired'),
    );
  });

  it.each(['change', 'direct set', 'another ticket'] as const)(
    'attack 24: every outstanding ticket dies with a change by %s',
    async (way) => {
      const service = openService(engine);
      await service.seedAccount(ANN);
      await service.request(ANN.email);
      const tokens = [
        service.lastToken(),
        await issue(service, { accountId: 'ann' }),
        await issue(service, { accountId: 'ann', purpose: 'invite' }),
      ];
      const winner = await issue(service, { accountId: 'ann' });
      const { passwords } = service;
      const changed =
        way === 'change'
          ? await passwords.changePassword({
              accountId: 'ann',
              currentPassword: ANN.password,
              newPassword,
            })
          : way === 'direct set'
            ? await passwords.adminSetPassword({ accountId: 'ann', newPassword })
            : await passwords.redeemTicket({ token: winner, newPassword });
      expect(changed).toMatchObject({ ok: true });
      for (const token of tokens) {
        expect(await passwords.redeemTicket({ token, newPassword: passwordOf(3) })).toEqual(
          refused('token_superseded'),
        );
        expect(await passwords.inspectTicket({ token })).toEqual(refused('token_superseded'));
      }
      expect(await service.signIn(ANN.email, newPassword)).not.toBeNull();
      expect(await service.signIn(ANN.email, passwordOf(3))).toBeNull();
    },
  );

  it('attack 24: a mail still under way when the password changes brings no working older link', async () => {
    const attempted: string[] = [];
    const service = openService(engine, {
      mailer: async (mail) => {
        attempted.push(tokenIn(mail));
        if (attempted.length === 1) throw new Error('not now');
      },
    });
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const changed = await service.passwords.changePassword({
      accountId: 'ann',
      currentPassword: ANN.password,
      newPassword,
    });
    expect(changed.ok).toBe(true);
    service.clock.advance(60);
    await service.passwords.drainOutbox();
    const [early, late] = attempted;
    expect(await service.passwords.inspectTicket({ token: early! })).toEqual(
      refused('token_superseded'),
    );
    // Who asked for a mail gets one whose link works.
    expect(late).not.toBe(early);
    expect(await service.passwords.inspectTicket({ token: late! })).toMatchObject({ ok: true });
  });

  it('attack 25: no ticket survives a change of address, and none comes back to a stranger', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const tokens = [
      service.lastToken(),
      await issue(service, { accountId: 'ann' }),
      await issue(service, { accountId: 'ann', purpose: 'invite' }),
    ];
    await engine.update('ann', { email: 'new@example.org' });
    for (const token of tokens)
      expect(await service.passwords.redeemTicket({ token, newPassword })).toEqual(
        refused('token_invalid'),
      );
    // The address in other case is another address, too.
    await engine.update('ann', { email: 'ANN@example.org' });
    for (const token of tokens)
      expect(await service.passwords.redeemTicket({ token, newPassword })).toEqual(
        refused('token_invalid'),
      );
    expect(await service.signIn('ANN@example.org', ANN.password)).not.toBeNull();
  });

  it('attack 25: an address that changes in the last moment rolls the redemption back', async () => {
    let change = async () => {};
    const service = openService(engine, {
      stores: (stores) => ({
        ...stores,
        unitOfWork: {
          run: async (work) => {
            await change();
            return stores.unitOfWork.run(work);
          },
        },
      }),
    });
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    change = () => engine.update('ann', { email: 'new@example.org' });
    expect(
      await service.passwords.redeemTicket({ token: service.lastToken(), newPassword }),
    ).toEqual(refused('token_invalid'));
    expect(await service.signIn('new@example.org', ANN.password)).not.toBeNull();
    expect(await service.stores.credentials.read('ann')).toMatchObject({ version: 0 });
  });

  it('attack 26: realm × purpose × account: a token opens its own account and nothing else', async () => {
    const realms = ['default', 'staff'].map((realm) => openService(engine, { realm }));
    const [first, second] = realms as [OpenService, OpenService];
    for (const account of [ANN, BOB]) {
      await first.seedAccount(account);
      // On SQL the realms share the users table; in memory each has its own.
      if (engine.name === 'memory') await second.seedAccount(account);
    }
    for (const own of realms)
      for (const account of [ANN, BOB])
        for (const purpose of ['administrative', 'invite', 'reset'] as const) {
          const token =
            purpose === 'reset'
              ? tokenIn((await own.request(account.email)).find((mail) => 'url' in mail))
              : await issue(own, { accountId: account.id, purpose });
          const foreign = own === first ? second : first;
          expect(await foreign.passwords.inspectTicket({ token })).toEqual(
            refused('token_invalid'),
          );
          expect(await foreign.passwords.redeemTicket({ token, newPassword })).toEqual(
            refused('token_invalid'),
          );
          const other = account === ANN ? BOB : ANN;
          const input = { token, newPassword, accountId: other.id, purpose: 'invite', realm: 'x' };
          expect(await own.passwords.redeemTicket(input)).toMatchObject({
            ok: true,
            purpose,
            account: { id: account.id },
          });
        }
    // Six changes each, three of them in each realm; nobody's version was raised by another's.
    for (const service of realms)
      for (const { id } of [ANN, BOB])
        expect(await service.stores.credentials.read(id)).toMatchObject({ version: 3 });
  });

  it.each(['disavow', 'forced_change'] as const)(
    'attack 26: a ticket of the purpose %s is no reset ticket by being a genuine one',
    async (purpose: TicketPurpose) => {
      // Another purpose on the same row: one sets no password, the other only where one must go.
      const service = openService(engine, {
        stores: (stores) =>
          wrapStores(stores, async ({ name }, run) => {
            const result = (await run()) as object | null;
            return name === 'tickets.findByDigest' && result !== null
              ? { ...result, purpose }
              : result;
          }),
      });
      await service.seedAccount(ANN);
      const token = await issue(service, { accountId: 'ann' });
      const result = await service.passwords.redeemTicket({ token, newPassword });
      expect(result.ok || result.reason).toBe(
        purpose === 'disavow' ? 'token_invalid' : 'token_superseded',
      );
    },
  );
}
