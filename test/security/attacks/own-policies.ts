import { notReused, type PasswordHasher, type Policy, policy, when } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { cheapHasher, openService, passwordOf } from '../../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const newPassword = passwordOf(2);

/** Policies and rules of an application's own, with the mistakes that such have. */
export function ownPolicyAttacks(engine: Engine): void {
  it('attack 45: a policy that answers no list accepts nothing, and its own list stays its own', async () => {
    const answers: unknown[] = [false, true, 0, {}, { ok: false }, null, undefined, [null], [{}]];
    for (const [n, answer] of answers.entries()) {
      const odd: Policy = { ...policy(), check: async () => answer as never };
      const { passwords } = openService(engine, { realm: `odd-${n}`, policy: odd });
      await expect(passwords.hashNewPassword({ newPassword: 'a' })).rejects.toMatchObject({
        code: 'ERR_POLICY_RULE',
      });
    }
    const shared: never[] = [];
    const { passwords } = openService(engine, {
      realm: 'shared',
      policy: { ...policy(), check: async () => shared },
      hasher: { ...cheapHasher, limits: { maxBytes: 72 } },
    });
    const long = await passwords.hashNewPassword({ newPassword: 'x'.repeat(73) });
    expect(long).toMatchObject({ violations: [{ code: 'too_long', params: { maxBytes: 72 } }] });
    expect(await passwords.hashNewPassword({ newPassword })).toMatchObject({ ok: true });
  });

  it('attack 45: a rule that asks for the history first takes nothing from the rule against reuse', async () => {
    const computed: string[] = [];
    const hasher: PasswordHasher = {
      ...cheapHasher,
      verify: (hash, password) => {
        computed.push('verify');
        return cheapHasher.verify(hash, password);
      },
    };
    const asks = when(
      async ({ matchesRecent }) => !(await matchesRecent({ last: 1 })),
      notReused(1),
    );
    const service = openService(engine, { hasher, policy: policy(asks, notReused(5)) });
    await service.seedAccount(ANN);
    const set = { accountId: 'ann', newPassword: ANN.password };
    expect(await service.passwords.adminSetPassword(set)).toMatchObject({
      reason: 'policy_violation',
      violations: [{ code: 'reused_password' }],
    });
    expect(computed, 'one hash, however many ask').toEqual(['verify']);
  });
}
