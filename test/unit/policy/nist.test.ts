import { describe, expect, it } from 'vitest';
import { nist } from '../../../src/policy/index.js';
import { account, input } from './accounts.js';

describe('nist', () => {
  it('takes 15 characters and not 14, or 8 and not 7 beside a second factor', async () => {
    const codes = async (chosen: ReturnType<typeof nist>, password: string) =>
      (await chosen.check(input(password))).map(({ code }) => code);
    expect(await codes(nist(), 'gv8wz2kd0qpx4m')).toEqual(['too_short']);
    expect(await codes(nist(), 'gv8wz2kd0qpx4mu')).toEqual([]);
    expect(await codes(nist({ secondFactor: true }), 'gv8wz2k')).toEqual(['too_short']);
    expect(await codes(nist({ secondFactor: true }), 'gv8wz2kd')).toEqual([]);
  });

  it('collects length, commonness and account data at once', async () => {
    const violations = await nist().check(input('lovelace', { account: account() }));
    expect(violations.map(({ code }) => code)).toEqual(['too_short', 'contains_account_data']);
    const common = await nist().check(input('password', { account: account() }));
    expect(common.map(({ code }) => code)).toEqual(['too_short', 'common_password']);
  });

  it('has no rule on kinds of characters', async () => {
    for (const password of ['purple monkey sunset tractor vinyl', 'жираф завтракает молча']) {
      expect(await nist().check(input(password, { account: account() }))).toEqual([]);
    }
  });

  it('never tells the password in a violation', async () => {
    const password = 'ada.lovelace';
    const violations = await nist().check(input(password, { account: account() }));
    expect(violations.length).toBeGreaterThan(0);
    expect(JSON.stringify(violations)).not.toContain(password);
  });
});
