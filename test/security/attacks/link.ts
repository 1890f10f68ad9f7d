import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { openService, passwordOf, tokenIn } from '../../support/open-service.js';
import { countCalls } from '../../support/wrap-stores.js';

/** ATTACKS.md, "Where the link points", as far as the core makes links. */
export function linkAttacks(engine: Engine): void {
  it('attack 7: no header of a request can steer it', async () => {
    const service = openService(engine);
    await service.seedAccount({ id: 'ann', email: 'ann@example.org', password: passwordOf(1) });
    const evil = 'evil.example';
    const hostile = {
      host: evil,
      'x-forwarded-host': evil,
      'x-forwarded-proto': 'http',
      forwarded: `host=${evil};proto=http`,
    };
    await service.passwords.requestReset(
      { identifier: 'ann@example.org', ...hostile, ...{ url: `https://${evil}/` } },
      {
        context: {
          ip: '203.0.113.9',
          locale: `https://${evil}`,
          userAgent: `https://${evil}/`,
          ...{ ...hostile, headers: hostile, origin: `https://${evil}` },
        },
        ...{ headers: hostile },
      },
    );
    await service.passwords.drainOutbox();
    const [mail] = service.mails;
    expect((mail as { url: string }).url).toBe(
      `https://app.example/password/reset?token=${tokenIn(mail)}`,
    );
    expect(mail?.locale).toBeNull();
  });

  it('attack 8: a client chooses among named links and never gives one', async () => {
    const counted = countCalls();
    const service = openService(engine, {
      links: {
        reset: 'https://app.example/reset',
        named: { mobile: 'https://m.app.example/reset' },
      },
      stores: counted.wrap,
    });
    await service.seedAccount({ id: 'ann', email: 'ann@example.org', password: passwordOf(1) });
    for (const link of [
      '//evil.example',
      '/////evil.example',
      '\\\\evil.example',
      'https:evil.example',
      'https://app.example@evil.example',
      'https://app.example.evil.example',
      'https://app.example/\t\nreset',
      'javascript:alert(1)',
      'https://app.example/reset',
      '__proto__',
      'constructor',
      'Mobile',
      'mobile ',
      '',
      'x'.repeat(65),
    ])
      expect(
        await service.passwords.requestReset({ identifier: 'ann@example.org', link }),
      ).toMatchObject({ ok: false, reason: 'invalid_input' });
    expect(counted.calls).toEqual([]);

    await service.passwords.requestReset({ identifier: 'ann@example.org', link: 'mobile' });
    await service.passwords.drainOutbox();
    expect(new URL((service.mails[0] as { url: string }).url).host).toBe('m.app.example');
  });

  it('attack 8: a hostile "resultUrl" is refused, and a good one comes back unchanged', async () => {
    const service = openService(engine);
    await service.seedAccount({ id: 'ann', email: 'ann@example.org', password: passwordOf(1) });
    for (const resultUrl of [
      '//evil.example',
      '/////evil.example',
      '/relative',
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'http://evil.example/',
      'http://localhost.evil.example/',
      'http://localhost@evil.example/',
      'https://app.example@evil.example/',
      'https://user:secret@app.example/',
      'https://',
      '',
    ])
      expect(await service.passwords.issueTicket({ accountId: 'ann', resultUrl })).toMatchObject({
        ok: false,
        reason: 'invalid_input',
      });

    const resultUrl = 'https://app.example/welcome?next=%2Fhome';
    const issued = await service.passwords.issueTicket({ accountId: 'ann', resultUrl });
    const token = issued.ok ? issued.ticket.token : '';
    expect(
      await service.passwords.redeemTicket({ token, newPassword: passwordOf(2) }),
    ).toMatchObject({ ok: true, resultUrl });
  });
}
