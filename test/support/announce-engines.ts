import { existsSync } from 'node:fs';
import { mysqlAnswers } from './mysql-server.js';
import { postgresAnswers } from './postgres-server.js';
import { redisAnswers } from './redis-server.js';

const BROWSER = '/usr/bin/chromium';

/** Says in one line which tests this machine cannot run, and what would let it. */
export default async function announceEngines(): Promise<void> {
  const skipped: string[] = [];
  if ((await postgresAnswers()) !== true) {
    skipped.push('postgres (start one on 127.0.0.1:5432 or set LATCHKEY_TEST_POSTGRES_URL)');
  }
  if ((await mysqlAnswers()) !== true) {
    skipped.push('mariadb (start one on 127.0.0.1:3306 or set LATCHKEY_TEST_MYSQL_URL)');
  }
  if ((await redisAnswers()) !== true) {
    skipped.push('redis (start one on 127.0.0.1:6379 or set LATCHKEY_TEST_REDIS_URL)');
  }
  if (!existsSync(BROWSER)) skipped.push(`browser (install chromium to ${BROWSER})`);
  if (skipped.length > 0) console.log(`Skipped on this machine: ${skipped.join('; ')}.`);
}
