import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type LanguageLoader, strength } from 'latchkey/zxcvbn';
import { describe, expect, it } from 'vitest';
import { loadedPackages } from '../../support/loaded-packages.js';
import { ROOT } from '../../support/source-files.js';
import { input } from '../policy/accounts.js';

/** Makes the packages of which one is asked for impossible to find. */
const HOOK = `
  export function resolve(specifier, context, next) {
    if (!specifier.startsWith('@zxcvbn-ts/' + process.env.MISSING)) return next(specifier, context);
    const message = \`Cannot find package '\${specifier}'\`;
    throw Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });
  }
`;

const PROGRAM = `
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(HOOK)}));
  const { policy } = await import('latchkey');
  const { strength } = await import('latchkey/zxcvbn');
  const told = (error) => ({ code: error.code, message: error.message });
  const languages = [() => import('@zxcvbn-ts/language-en')];
  const input = { password: 'xK9#mQ2$vL8@nR5!', account: null, signal: null };
  console.log(JSON.stringify(await policy(strength(3, { languages })).check(input).catch(told)));
`;

async function checkWithout(missing: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=latchkey-source', '--import', 'tsx', '--input-type=module', '--eval', PROGRAM],
    { cwd: ROOT, env: { ...process.env, MISSING: missing } },
  );
  return JSON.parse(stdout);
}

describe('the packages of zxcvbn', { timeout: 60_000 }, () => {
  it('are not loaded before the first check', async () => {
    expect(await loadedPackages('latchkey/zxcvbn')).toEqual(await loadedPackages('latchkey'));
  });

  it.each(['core', 'language-common'])('%s is named where it is missing', async (name) => {
    const full = `@zxcvbn-ts/${name}`;
    expect(await checkWithout(name)).toEqual({
      code: 'ERR_MISSING_PEER',
      message: expect.stringContaining(`"${full}". Install it (npm install ${full}).`),
    });
  });

  it('a language that is missing is named', async () => {
    expect(await checkWithout('language-en')).toEqual({
      code: 'ERR_MISSING_PEER',
      message: expect.stringMatching(/Language 1 of strength\(\).*'@zxcvbn-ts\/language-en'/),
    });
  });

  it('nothing missing, the check goes through', async () => {
    expect(await checkWithout('nothing')).toEqual([]);
  });
});

describe('languages', () => {
  it('are loaded with the first check, once, however many come at the same time', async () => {
    let loads = 0;
    const language: LanguageLoader = async () => {
      loads += 1;
      return { dictionary: { 'commonWords-own': ['zwölfboxkämpfer'] } };
    };
    const rule = strength(3, { languages: [language] });
    expect(loads).toBe(0);
    const weak = () => rule.check(input('zwölfboxkämpfer'));
    const together = await Promise.all([weak(), weak(), rule.load()]);
    expect(together[0]).toMatchObject({ code: 'too_weak' });
    expect(together[1]).toEqual(together[0]);
    expect(await weak()).toEqual(together[0]);
    expect(loads).toBe(1);
  });

  it('a first load that failed is tried again', async () => {
    let loads = 0;
    const rule = strength(3, {
      languages: [
        async () => {
          loads += 1;
          if (loads === 1) throw new Error('Too many open files.');
          return { dictionary: {} };
        },
      ],
    });
    await expect(rule.check(input('xK9#mQ2$vL8@nR5!'))).rejects.toMatchObject({
      code: 'ERR_MISSING_PEER',
      message: expect.stringContaining('Too many open files.'),
    });
    expect(await rule.check(input('xK9#mQ2$vL8@nR5!'))).toBeNull();
  });

  it.each([{}, { dictionary: null }, null])('%j is no language', async (pack) => {
    const rule = strength(3, { languages: [async () => pack as never] });
    await expect(rule.load()).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringContaining('Language 1'),
    });
  });
});
