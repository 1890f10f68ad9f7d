import { describe, it } from 'vitest';

/**
 * Declares tests that need something of the machine. Where it is not there they are skipped, or
 * fail where `LATCHKEY_REQUIRE_ENGINES=1` says that it must be.
 *
 * @param available - `true`, or why it is not there
 */
export function describeWhere(
  title: string,
  available: true | string | undefined,
  tests: () => void,
): void {
  if (available === true) return void describe(title, tests);
  if (process.env.LATCHKEY_REQUIRE_ENGINES !== '1')
    return void describe.skip(`${title} (${available})`, tests);
  it(title, () => {
    throw new Error(`This is required here and not to be had: ${available}`);
  });
}
