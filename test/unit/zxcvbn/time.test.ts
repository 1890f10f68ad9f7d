import { strength } from 'latchkey/zxcvbn';
import { beforeAll, describe, expect, it } from 'vitest';
import { leastCpuTime } from '../../support/least-cpu-time.js';
import { account, input } from '../policy/accounts.js';

/*
 * What a search found dearest, by hill climbing over dates, walks, words and signs that stand for
 * letters, and plain shapes of full length. Uncut, the library takes seconds for some of them.
 */
const FOUND = [
  '-311984monday19984-12-31198therm',
  '665544a4a4a4a11114arelievingto4a',
  'onetwothreeonangelesetetnet!@#SH',
  '12/12/31/198419@12/31FACTORY/@1F',
  '12/31!@#$%21986/31/1984 12qazxsw',
];
const SHAPES = ['p4$$w0rd1!', '41307$5@', '1', '1984-12-31', '(|)', 'aB', 'password', '\u{1d7cf}'];

describe('the time of strength()', () => {
  const rule = strength(3, { languages: [() => import('@zxcvbn-ts/language-en')] });
  const hostile = account({
    email: `${'ada.'.repeat(80)}@${'1984.'.repeat(60)}`,
    displayName: '1',
  });

  beforeAll(() => rule.load());

  it.each([...FOUND, ...SHAPES.map((shape) => shape.repeat(128).slice(0, 128))])(
    'attack 39: is bounded for %s',
    (password) => {
      const time = leastCpuTime(() => rule.check(input(password, { account: hostile })));
      // 10 to 20 ms where nothing else runs. What is bounded is not the machine.
      expect(time).toBeLessThan(80);
    },
  );

  it('attack 39: does not grow with a megabyte of text', () => {
    const megabyte = account({ email: 'a'.repeat(1e6), displayName: 'a b '.repeat(250_000) });
    for (const password of ['p4$$w0rd1!'.repeat(1e5), '1'.repeat(1e6)]) {
      const time = leastCpuTime(() => rule.check(input(password, { account: megabyte })));
      expect(time).toBeLessThan(80);
    }
  });
});
