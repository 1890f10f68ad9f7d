import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PasswordService } from 'latchkey';
import { expect, it, onTestFinished } from 'vitest';
import { describeEngines, sqlEngines } from '../support/engines.js';
import { postOffice } from '../support/smtp-post-office.js';
import { ROOT } from '../support/source-files.js';

const PROGRAM = join(ROOT, 'examples', 'worker', 'main.ts');

describeEngines(
  'the worker of the documentation',
  (engine) => {
    it('mails what is due, and ends by itself with code 0 when it is asked to', async () => {
      const office = await postOffice();
      onTestFinished(() => office.close());
      const opened = await engine.open();
      onTestFinished(() => opened.close());
      await opened.seedAccount({ id: 'ann', email: 'ann@example.org' });
      const passwords = new PasswordService({
        stores: opened.stores,
        mailer: async () => {},
        links: { reset: 'https://app.example/password/reset' },
        outbox: 'external',
        onEvent: () => {},
      });
      const worker = spawn(
        process.execPath,
        ['--conditions=latchkey-source', '--import', 'tsx', PROGRAM],
        {
          env: { ...process.env, DATABASE_URL: opened.url!, SMTP_URL: office.url },
          stdio: ['ignore', 'ignore', 'inherit'],
        },
      );
      onTestFinished(() => void worker.kill('SIGKILL'));
      await passwords.requestReset({ identifier: 'ann@example.org' });
      await expect.poll(() => office.received.length, { timeout: 25_000 }).toBe(1);
      expect(office.received[0]?.recipients).toEqual(['ann@example.org']);
      const ended = once(worker, 'exit');
      worker.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      const status = await opened.stores.outbox.status({ countUpTo: 9 });
      expect(status).toMatchObject({ pending: 0 });
    }, 60_000);
  },
  sqlEngines.filter(({ name }) => name === 'postgres'),
);

it('the worker of the documentation is the one that is tested', () => {
  const documents = readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(join(ROOT, 'docs', name), 'utf8'));
  const program = readFileSync(PROGRAM, 'utf8').trim();
  if (existsSync(join(ROOT, 'docs', 'stores.md')))
    expect(documents.filter((text) => text.includes(program))).toHaveLength(1);
});
