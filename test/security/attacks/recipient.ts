import type { RequestResetInput } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { openService, passwordOf, tokenIn } from '../../support/open-service.js';
import { pageOf } from '../../support/smtp-post.js';
import { countCalls, wrapStores } from '../../support/wrap-stores.js';

const LOOKALIKES = [
  'mıke@example.org', // dotless i
  'miKe@example.org', // Kelvin sign
  'ｍike@example.org', // full-width m
  'mike@exámple.org',
  'mike@example.org\u0307',
  'míke@example.org',
  'MIKE@EXAMPLE.ORG',
  'Mike@Example.Org',
  'mike@example.org ',
];

/** ATTACKS.md, "Whose mail does it go to". */
export function recipientAttacks(engine: Engine): void {
  it.each(LOOKALIKES)('attack 1: %j is mailed to the stored bytes or not at all', async (typed) => {
    const service = openService(engine);
    await service.seedAccount({ id: 'mike', email: 'mike@example.org', password: passwordOf(1) });
    for (const mail of await service.request(typed)) expect(mail.to).toBe('mike@example.org');
  });

  it('attack 1: an address that only looks like another one gets its own mail only', async () => {
    const service = openService(engine);
    await service.seedAccount({ id: 'mike', email: 'mike@example.org', password: passwordOf(1) });
    await service.seedAccount({ id: 'evil', email: 'mıke@example.org', password: passwordOf(2) });
    const [mail, ...others] = await service.request('mıke@example.org');
    expect(others).toEqual([]);
    expect(mail?.to).toBe('mıke@example.org');

    const newPassword = passwordOf(3);
    const redeemed = await service.passwords.redeemTicket({ token: tokenIn(mail), newPassword });
    expect(redeemed).toMatchObject({ ok: true, account: { id: 'evil' } });
    expect(await service.signIn('mike@example.org', newPassword)).toBeNull();
    expect(await service.signIn('mike@example.org', passwordOf(1))).not.toBeNull();
  });

  it('attack 2: an array or an object of addresses reaches no store and no mailer', async () => {
    const counted = countCalls();
    const service = openService(engine, { stores: counted.wrap });
    await service.seedAccount({ id: 'victim', email: 'victim@example.org' });
    for (const identifier of [
      ['victim@example.org', 'evil@example.net'],
      [['victim@example.org']],
      { 0: 'victim@example.org', 1: 'evil@example.net', length: 2 },
      { toString: () => 'victim@example.org' },
      new String('victim@example.org'),
    ])
      expect(
        await service.passwords.requestReset({
          identifier,
        } as unknown as RequestResetInput<string>),
      ).toMatchObject({ ok: false, reason: 'invalid_input' });
    expect(counted.calls).toEqual([]);
    await service.passwords.drainOutbox();
    expect(service.mails).toEqual([]);
  });

  it.each([
    'victim@example.org,evil@example.net',
    'victim@example.org;evil@example.net',
    'victim@example.org evil@example.net',
    '"evil@example.net, "@victim.example',
    '<victim@example.org>evil@example.net',
    'evil@example.net(victim@example.org)',
    'victim@example.org\r\nBcc: evil@example.net',
    'victim@example.org\nBcc: evil@example.net',
    'victim@example.org\0evil',
    'evil@example.net@victim.example',
    `${'('.repeat(10_000)}@example.org`,
  ])('attack 3: %j is refused before any store or mailer', async (identifier) => {
    const counted = countCalls();
    const service = openService(engine, { stores: counted.wrap });
    expect(await service.passwords.requestReset({ identifier })).toMatchObject({
      ok: false,
      reason: 'invalid_input',
    });
    expect(counted.calls).toEqual([]);
  });

  it('attack 3: the recipient is the stored address, byte for byte', async () => {
    const service = openService(engine);
    await service.seedAccount({ id: 'ann', email: 'ann@example.org', password: passwordOf(1) });
    const [mail] = await service.request('  ANN@example.ORG ');
    expect(mail?.to).toBe('ann@example.org');
  });

  it('attack 4: a recipient that the request brings along is ignored', async () => {
    const service = openService(engine);
    await service.seedAccount({ id: 'ann', email: 'ann@example.org', password: passwordOf(1) });
    const evil = 'evil@example.net';
    await service.passwords.requestReset({
      identifier: 'ann@example.org',
      ...{ email: evil, to: evil, recipient: evil, address: evil, account: { email: evil } },
    });
    await service.passwords.drainOutbox();
    expect(service.mails.map((mail) => mail.to)).toEqual(['ann@example.org']);
    expect(JSON.stringify(service.mails)).not.toContain(evil);
    expect(await engine.dump()).not.toContain(evil);
  });

  it('attack 5: markup in a name reaches the mailer as data, and the reader as text', async () => {
    const service = openService(engine);
    const displayName = '<a href="https://evil.example">Ann</a>';
    await service.seedAccount({
      id: 'ann',
      email: 'ann@example.org',
      password: passwordOf(1),
      displayName,
    });
    const [mail] = await service.request('ann@example.org');
    expect(mail).toMatchObject({ kind: 'reset_link', account: { displayName } });
    expect(mail).not.toHaveProperty('html');
    expect(mail).not.toHaveProperty('subject');
    expect(new URL((mail as { url: string }).url).origin).toBe('https://app.example');
    const page = pageOf(mail);
    expect(page).toContain('Hello &lt;a href=');
    const hosts = [...page.matchAll(/<[^>]*\bhref\s*=\s*["']?([^"'\s>]*)/gi)].map(
      ([, href = '']) => new URL(href.replaceAll('&amp;', '&')).host,
    );
    expect(new Set(hosts)).toEqual(new Set(['app.example']));
  });

  it('attack 6: the reset of an unverified address can be switched off', async () => {
    const service = openService(engine, { resetUnverified: false });
    const ann = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
    await service.seedAccount({ ...ann, emailVerified: false });
    expect(await service.request('ann@example.org')).toEqual([]);
    await engine.update('ann', { emailVerified: true });
    expect(await service.request('ann@example.org')).toHaveLength(1);
  });

  it('attack 6: a link mailed to an old address dies when the address changes', async () => {
    const service = openService(engine);
    await service.seedAccount({ id: 'ann', email: 'old@example.org', password: passwordOf(1) });
    await service.request('old@example.org');
    await engine.update('ann', { email: 'new@example.org' });
    expect(
      await service.passwords.redeemTicket({
        token: service.lastToken(),
        newPassword: passwordOf(2),
      }),
    ).toEqual({ ok: false, reason: 'token_invalid' });
    expect(await service.signIn('new@example.org', passwordOf(1))).not.toBeNull();
  });

  it('attack 6: an address that changes between request and mail is mailed nothing', async () => {
    let change = async () => {};
    const service = openService(engine, {
      stores: (stores) => ({
        ...stores,
        unitOfWork: {
          run: async (work) => {
            const result = await stores.unitOfWork.run(work);
            await change();
            return result;
          },
        },
      }),
    });
    await service.seedAccount({ id: 'ann', email: 'old@example.org', password: passwordOf(1) });
    // Right after the request has been resolved to the account, and before its mail is made.
    change = async () => {
      change = async () => {};
      await engine.update('ann', { email: 'evil@example.net' });
    };
    expect(await service.request('old@example.org')).toEqual([]);
  });

  it('attack 6: an address that changes after the mint gets no usable link', async () => {
    let change = async () => {};
    const service = openService(engine, { mailer: () => change() });
    await service.seedAccount({ id: 'ann', email: 'old@example.org', password: passwordOf(1) });
    change = () => engine.update('ann', { email: 'new@example.org' });
    const [mail] = await service.request('old@example.org');
    expect(mail?.to).toBe('old@example.org');
    const redemption = { token: tokenIn(mail), newPassword: passwordOf(2) };
    expect(await service.passwords.redeemTicket(redemption)).toMatchObject({ ok: false });
    expect(await service.signIn('new@example.org', passwordOf(1))).not.toBeNull();
  });

  it('attack 1: what it proposes beyond the address typed is dropped', async () => {
    // As a case- and accent-insensitive collation would.
    const service = openService(engine, {
      stores: (stores) =>
        wrapStores(stores, ({ name }, run) =>
          name === 'users.findByAddress'
            ? Promise.all(['mike', 'evil'].map((id) => stores.users.findByKey(id)))
            : run(),
        ),
    });
    const { seedAccount } = service;
    await seedAccount({ id: 'mike', email: 'mike@example.org', password: passwordOf(1) });
    await seedAccount({ id: 'evil', email: 'mıke@example.org', password: passwordOf(2) });
    const mails = await service.request('mike@example.org');
    expect(mails.map((mail) => mail.to)).toEqual(['mike@example.org']);
    expect(await service.signIn('mike@example.org', passwordOf(2))).toBeNull();
  });
}
