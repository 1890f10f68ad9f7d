import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { loadedPackages } from '../../support/loaded-packages.js';
import { ROOT } from '../../support/source-files.js';
import { filterOf, hashes } from './lists.js';

/** Makes the adapter's package impossible to find. */
const HOOK = `
  export function resolve(specifier, context, next) {
    if (specifier !== 'bloomfilter') return next(specifier, context);
    throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  }
`;

const PROGRAM = `
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(HOOK)}));
  const { policy } = await import('latchkey');
  const { breachedFilter, buildBreachedFilter, notBreached } = await import('latchkey/hibp');
  const told = (error) => ({ code: error.code, message: error.message });
  const skipped = [];
  const input = { password: 'password', tellSkipped: (...all) => skipped.push(all), signal: null };
  const closed = policy(notBreached({ source: breachedFilter(process.env.FILTER) }));
  const checking = await closed.check(input).catch(told);
  const building = await buildBreachedFilter({ input: 'a', output: 'b' }).catch(told);
  console.log(JSON.stringify({ checking, building, skipped }));
`;

it('the package is not loaded before it is needed', { timeout: 60_000 }, async () => {
  expect(await loadedPackages('latchkey/hibp')).toEqual(['nanoid', 'zod']);
});

it('a package that is missing is named, and is no outage', { timeout: 60_000 }, async () => {
  const { output } = await filterOf(hashes('breached', 1));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=latchkey-source', '--import', 'tsx', '--input-type=module', '--eval', PROGRAM],
    { cwd: ROOT, env: { ...process.env, FILTER: output } },
  );
  const missing = {
    code: 'ERR_MISSING_PEER',
    message: expect.stringContaining('"bloomfilter". Install it (npm install bloomfilter).'),
  };
  expect(JSON.parse(stdout)).toEqual({ checking: missing, building: missing, skipped: [] });
});
