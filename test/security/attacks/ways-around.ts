import { MailDeliveryError } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { disavowTokenIn, drained, LINKS, lastNotice } from '../../support/notices.js';
import { openService, passwordOf } from '../../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('stolen') };
const address = ANN.email;
const THIEF = 'thief@example.net';
const thiefs = passwordOf('thief');
const refused = (reason: string) => ({ ok: false, reason });

/** What a thief tries around a lock that an owner or an operator has set. */
export function waysAround(engine: Engine): void {
  const open = (more: Parameters<typeof openService>[1] = {}) =>
    openService(engine, { links: LINKS, ...more });

  it.each(['disavowed', 'breached', 'locked'] as const)(
    'a code by a telephone of the thief does not open what is %s; one by mail does',
    async (how) => {
      const texts: { readonly code: string }[] = [];
      const sms = {
        mailer: async (mail: object) => void texts.push(mail as { code: string }),
        recipient: () => '+44 20 7946 0999',
      };
      const service = open({ channels: { sms } });
      const { passwords } = service;
      await service.seedAccount(ANN);
      await passwords.adminSetPassword({ accountId: 'ann', newPassword: thiefs, notify: true });
      const token = disavowTokenIn((await drained(service))[0]);
      if (how === 'disavowed') await passwords.disavowChange({ token, address });
      if (how === 'breached') await passwords.requireChange({ accountId: 'ann', reason: how });
      if (how === 'locked') await passwords.lock({ accountId: 'ann' });

      const request = { identifier: address, deliver: 'code', channel: 'sms' } as const;
      const asked = await passwords.requestReset(request);
      await drained(service);
      expect(texts).toEqual([]);
      const flowId = asked.ok ? asked.flowId : null;
      const typed = { flowId: flowId ?? '', code: '00000000', newPassword: passwordOf('his') };
      expect(await passwords.redeemTicket(typed)).toEqual(refused('code_invalid'));

      const owners = await service.requestCode(address);
      const newPassword = passwordOf('ann again');
      const code = service.lastCode();
      expect(await passwords.redeemTicket({ flowId: owners, code, newPassword })).toMatchObject({
        ok: true,
      });
    },
  );

  it.each(['lock', 'requireChange'] as const)(
    'attack 25: a disavowal outlasts %s, so an address of the thief begins a dispute',
    async (how) => {
      const service = open();
      const { passwords } = service;
      await service.seedAccount(ANN);
      await passwords.adminSetPassword({ accountId: 'ann', newPassword: thiefs, notify: true });
      const token = disavowTokenIn((await drained(service))[0]);
      await passwords.disavowChange({ token, address });
      if (how === 'lock') await passwords.lock({ accountId: 'ann' });
      else await passwords.requireChange({ accountId: 'ann', reason: 'breached' });
      await drained(service);

      await engine.update('ann', { email: THIEF });
      await passwords.addressChanged({ accountId: 'ann', oldAddress: address });
      await drained(service);
      expect(await service.request(THIEF)).toEqual([]);
    },
  );

  it('a lock ends a dispute only where the operator says so', async () => {
    const service = open();
    const { passwords } = service;
    await service.seedAccount(ANN);
    await engine.update('ann', { email: THIEF });
    await passwords.addressChanged({ accountId: 'ann', oldAddress: address });
    const token = disavowTokenIn((await drained(service))[0]);
    await passwords.disavowChange({ token, address });
    await passwords.lock({ accountId: 'ann', notify: true });
    expect(await drained(service)).toEqual([]);
    expect(await service.request(THIEF)).toEqual([]);
    await engine.update('ann', { email: address });
    await passwords.lock({ accountId: 'ann', notify: true, endDispute: true });
    expect(await drained(service)).toMatchObject([{ kind: 'operator_lock', to: address }]);
  });

  it('a notice that waits brings the thief no link once disavowals are revoked', async () => {
    const service = open({
      mailer: async () => {
        throw new MailDeliveryError('not now', { permanent: false });
      },
    });
    const { passwords } = service;
    await service.seedAccount(ANN);
    await engine.update('ann', { email: THIEF });
    await passwords.adminSetPassword({ accountId: 'ann', newPassword: thiefs, notify: true });
    await passwords.drainOutbox();
    await engine.update('ann', { email: address });
    const revocation = { accountId: 'ann', purposes: ['disavow'] } as const;
    expect(await passwords.revokeTickets(revocation)).toMatchObject({ ok: true });
    expect(await engine.dump()).not.toContain('change_notice');
  });

  it('the mail of a lock comes whatever is revoked of an exchanged code', async () => {
    const service = open();
    const { passwords } = service;
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(address);
    await passwords.exchangeCode({ flowId, code: service.lastCode() });
    const listed = await passwords.listTickets({ accountId: 'ann' });
    const exchanged = listed.ok ? listed.tickets.filter(({ delivery }) => delivery === 'link') : [];
    expect(exchanged).toHaveLength(1);
    await passwords.lock({ accountId: 'ann', notify: true });
    await passwords.revokeTickets({ accountId: 'ann', ticketId: exchanged[0]!.id });
    expect(await drained(service)).toMatchObject([{ kind: 'operator_lock', to: address }]);
  });

  it('attack 34: an address that others are toggled with gets ten notices a day, and three of each account', async () => {
    const service = open();
    const { passwords } = service;
    await service.seedAccount(ANN);
    for (let time = 0; time < 15; time += 1)
      await passwords.addressChanged({ accountId: 'ann', oldAddress: 'bystander@example.org' });
    expect(await drained(service)).toHaveLength(13);
    expect(service.eventsOf('notice.limited')).toHaveLength(2);
    expect(lastNotice(service, 'bystander@example.org')?.kind).toBe('address_changed');
  });

  it('attack 29: a flow of hours ago counts no tries against its owner', async () => {
    const service = open();
    const { passwords, clock } = service;
    await service.seedAccount(ANN);
    const old = await service.requestCode(address);
    clock.advance(2 * 60 * 60 + 600);
    const guess = { code: '00000000' };
    // The last moment at which it counts.
    expect(await passwords.exchangeCode({ flowId: old, ...guess })).toEqual(
      refused('code_invalid'),
    );
    clock.advance(0.001);
    for (let time = 0; time < 12; time += 1)
      expect(await passwords.exchangeCode({ flowId: old, ...guess })).toEqual(
        refused('code_invalid'),
      );
    const flowId = await service.requestCode(address);
    const code = service.lastCode();
    expect(await passwords.exchangeCode({ flowId, code })).toMatchObject({ ok: true });
  });
}
