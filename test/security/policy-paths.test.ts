import {
  characterClasses,
  length,
  minimumAge,
  notAccountData,
  notCommon,
  notContextWords,
  notRepeated,
  notReused,
  notSequential,
  type PolicyInput,
  policy,
  when,
} from 'latchkey';
import { describe, expect, it } from 'vitest';
import { type Engine, forEachEngine } from '../support/each-engine.js';
import { type OpenService, openService } from '../support/open-service.js';

const ANN = { id: 'ann', email: 'ann.archer@example.org', password: 'Plum orbit 7 canyon' };
const NEW = { id: 'new', email: 'newton.archer@example.org' };
const GOOD = 'Velvet harbour 4 tundra';
const DAY_SECONDS = 86_400;

const isArcher = async ({ account }: PolicyInput) => account?.email?.includes('.archer@') === true;

const everyRule = policy(
  length({ min: 10, max: 64 }),
  notCommon(),
  notAccountData(),
  characterClasses({ atLeast: 3 }),
  notRepeated({ max: 2 }),
  notSequential({ max: 3, keyboard: true }),
  notContextWords(['Quiver'], { match: 'contained' }),
  when(isArcher, {
    code: 'no_arrows',
    check: ({ password }) =>
      password.includes('arrow') ? { code: 'no_arrows', params: {}, message: 'No arrows.' } : null,
    describe: () => null,
  }),
  notReused({ last: 3, withinDays: 30 }),
  minimumAge({ hours: 24 }),
);

type Outcome = { readonly ok: boolean; readonly reason?: string; readonly violations?: unknown };
type Way = (service: OpenService, newPassword: string, current?: string) => Promise<Outcome>;

async function ticketFor(service: OpenService): Promise<string> {
  const issued = await service.passwords.issueTicket({ accountId: 'ann' });
  if (!issued.ok) throw new Error(issued.reason);
  return issued.ticket.token;
}

async function changeTicket({ passwords }: OpenService, password: string): Promise<string> {
  await passwords.requireChange({ accountId: 'ann', reason: 'administrative' });
  const answer = await passwords.authenticate({ identifier: ANN.email, password });
  if (answer.ok || answer.reason !== 'change_required') throw new Error('No change is required.');
  return answer.ticket.token;
}

/** Ways to a password of an account that has one. */
const OVER_ANOTHER: readonly (readonly [string, Way])[] = [
  [
    'redeemTicket by mail',
    async (service, newPassword) => {
      await service.request(ANN.email);
      return service.passwords.redeemTicket({ token: service.lastToken(), newPassword });
    },
  ],
  [
    'redeemTicket of a trusted backend',
    async (service, newPassword) =>
      service.passwords.redeemTicket({ token: await ticketFor(service), newPassword }),
  ],
  [
    'redeemTicket of a required change',
    async (service, newPassword, current = ANN.password) => {
      const token = await changeTicket(service, current);
      return service.passwords.redeemTicket({ token, newPassword });
    },
  ],
  [
    'changePassword',
    ({ passwords }, newPassword, currentPassword = ANN.password) =>
      passwords.changePassword({ accountId: 'ann', currentPassword, newPassword }),
  ],
  [
    'adminSetPassword',
    ({ passwords }, newPassword) => passwords.adminSetPassword({ accountId: 'ann', newPassword }),
  ],
];

const WAYS: readonly (readonly [string, Way])[] = [
  ...OVER_ANOTHER,
  [
    'setInitialPassword',
    ({ passwords }, newPassword) => passwords.setInitialPassword({ accountId: 'new', newPassword }),
  ],
  [
    'hashNewPassword',
    ({ passwords }, newPassword) =>
      passwords.hashNewPassword({ newPassword, account: { email: ANN.email } }),
  ],
  [
    'validateNewPassword',
    ({ passwords }, newPassword) =>
      passwords.validateNewPassword({ newPassword, account: { email: ANN.email } }),
  ],
];

/** What each rule refuses, and only that rule. */
const REFUSED: readonly (readonly [code: string, password: string])[] = [
  ['too_short', 'Plum orb7'],
  ['too_long', `Plum 7 ${'canyon whisper tundra velvet '.repeat(3)}`],
  ['common_password', 'Password-135'],
  ['contains_account_data', 'Ann.Archer+81'],
  ['character_classes', 'velvetharbourtundra'],
  ['identical_run', 'Velvet harbour 4444 tundra'],
  ['sequential_run', 'Velvet qwer 4 tundra'],
  ['context_word', 'Velvet quiver 4 tundra'],
  ['no_arrows', 'Velvet arrow 4 tundra'],
];

async function open(engine: Engine, options: Parameters<typeof openService>[1] = {}) {
  const service = openService(engine, { policy: everyRule, ...options });
  await service.seedAccount(ANN);
  await service.seedAccount(NEW);
  return service;
}

const codesOf = ({ violations }: Outcome) =>
  (violations as { readonly code: string }[]).map(({ code }) => code);

const hashesOf = async (engine: Engine) => [
  (await engine.account('ann'))?.passwordHash,
  (await engine.account('new'))?.passwordHash,
];

forEachEngine(
  'one policy on every path',
  (engine) => {
    describe.each(WAYS)('attack 45: %s', (_, way) => {
      it('refuses what each rule refuses, and writes nothing', async () => {
        const service = await open(engine);
        const before = await hashesOf(engine);
        for (const [code, password] of REFUSED) {
          const outcome = await way(service, password);
          expect(outcome).toMatchObject({ ok: false, reason: 'policy_violation' });
          expect([password, codesOf(outcome)]).toEqual([password, [code]]);
        }
        expect(await hashesOf(engine)).toEqual(before);
        expect(await way(service, GOOD)).toMatchObject({ ok: true });
      });

      it('tells every violation at once, in the order of the rules', async () => {
        const service = await open(engine);
        expect(codesOf(await way(service, 'quiverarrowaaa1234'))).toEqual([
          'character_classes',
          'identical_run',
          'sequential_run',
          'context_word',
          'no_arrows',
        ]);
      });

      it('attack 46: a condition that fails lets nothing through and writes nothing', async () => {
        const failing = when(() => Promise.reject(new Error('no roles')), length({ min: 1 }));
        const service = await open(engine, { policy: policy(failing) });
        const before = await hashesOf(engine);
        await expect(way(service, GOOD)).rejects.toMatchObject({ code: 'ERR_POLICY_RULE' });
        expect(await hashesOf(engine)).toEqual(before);
      });
    });

    describe.each(OVER_ANOTHER)('attack 45: %s', (name, way) => {
      it('refuses the last passwords, and those of the last days, to the millisecond', async () => {
        const rule = notReused({ last: 2, withinDays: 30 });
        const service = await open(engine, { policy: policy(rule) });
        for (const newPassword of ['second', 'third', 'fourth'])
          await service.passwords.adminSetPassword({ accountId: 'ann', newPassword });
        const brokenBy = async (newPassword: string) => {
          const { violations } = await way(service, newPassword, 'fourth');
          return (violations as { params: object }[] | undefined)?.map(({ params }) => params);
        };

        service.clock.advance(30 * DAY_SECONDS - 0.001);
        for (const recent of ['third', 'fourth'])
          expect(await brokenBy(recent)).toEqual([{ last: 2 }]);
        for (const older of ['second', ANN.password])
          expect(await brokenBy(older)).toEqual([{ withinDays: 30 }]);
        service.clock.advance(0.001);
        for (const recent of ['third', 'fourth'])
          expect(await brokenBy(recent)).toEqual([{ last: 2 }]);
        expect(await way(service, 'second', 'fourth')).toMatchObject({ ok: true });
      });

      it('is held up by a minimum age where it is a change of one’s own, and only there', async () => {
        const service = await open(engine, { policy: policy(minimumAge({ hours: 24 })) });
        await service.passwords.adminSetPassword({ accountId: 'ann', newPassword: 'second' });
        service.clock.advance(DAY_SECONDS - 0.001);
        if (name === 'changePassword') {
          expect(await way(service, 'third', 'second')).toMatchObject({
            ok: false,
            violations: [
              { code: 'too_recent', params: { availableAt: '2026-01-16T12:00:00.000Z' } },
            ],
          });
          service.clock.advance(0.001);
        }
        expect(await way(service, 'third', 'second')).toMatchObject({ ok: true });
      });
    });

    it('attack 45: a temporary password may be changed at once, whatever the minimum age', async () => {
      const service = await open(engine, { policy: policy(minimumAge({ hours: 24 })) });
      const { passwords } = service;
      const temporary = { accountId: 'ann', newPassword: 'temporary', mustChange: true };
      expect(await passwords.adminSetPassword(temporary)).toMatchObject({ ok: true });
      const change = { accountId: 'ann', currentPassword: 'temporary', newPassword: 'their own' };
      expect(await passwords.changePassword(change)).toMatchObject({ ok: true });
    });

    it('by days alone the 50 newest passwords are known, and the 51st is not', async () => {
      const service = await open(engine, { policy: policy(notReused({ withinDays: 30 })) });
      const set = (newPassword: string) =>
        service.passwords.adminSetPassword({ accountId: 'ann', newPassword });
      for (let n = 1; n <= 50; n += 1)
        expect(await set(`password ${n}`)).toMatchObject({ ok: true });
      expect(await set('password 1')).toMatchObject({ ok: false });
      expect(await set(ANN.password)).toMatchObject({ ok: true });
    });
  },
  ['memory'],
);
