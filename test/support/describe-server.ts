import { describe, it } from 'vitest';
import { mysqlAnswers } from './mysql-server.js';
import { postgresAnswers } from './postgres-server.js';

const availability = { postgres: await postgresAnswers(), mariadb: await mysqlAnswers() };

/**
 * Declares tests that need a server and bring their own way of speaking to it. Without the server
 * they are skipped, or fail where `LATCHKEY_REQUIRE_ENGINES=1` says that there must be one.
 */
export function describeServer(
  title: string,
  server: keyof typeof availability,
  tests: () => void,
): void {
  const available = availability[server];
  const name = `${title} on ${server}`;
  if (available === true) {
    describe(name, tests);
  } else if (process.env.LATCHKEY_REQUIRE_ENGINES === '1') {
    it(name, () => {
      throw new Error(`${server} is required here and does not answer: ${available}`);
    });
  } else {
    describe.skip(`${name} (${available})`, tests);
  }
}
