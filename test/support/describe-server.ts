import { describeWhere } from './describe-where.js';
import { mysqlAnswers } from './mysql-server.js';
import { postgresAnswers } from './postgres-server.js';

const availability = { postgres: await postgresAnswers(), mariadb: await mysqlAnswers() };

/** Declares tests that need a server and bring their own way of speaking to it. */
export function describeServer(
  title: string,
  server: keyof typeof availability,
  tests: () => void,
): void {
  describeWhere(`${title} on ${server}`, availability[server], tests);
}
