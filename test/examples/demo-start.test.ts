import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { serve } from '../http/support/serve.js';
import { startDemo } from '../support/start-demo.js';

it('names PORT in one line where something else listens there, and ends with 1', async () => {
  const { base, close } = await serve(() => {});
  const { port } = new URL(base);
  const args = ['--conditions=latchkey-source', '--import', 'tsx', 'examples/express/main.ts'];
  const demo = spawn(process.execPath, args, { env: { ...process.env, PORT: port } });
  const [said, printed, [code]] = await Promise.all([
    text(demo.stderr),
    text(demo.stdout),
    once(demo, 'exit'),
  ]);
  await close();
  expect(said).toMatch(new RegExp(`^Port ${port} is taken: set PORT [^\\n]*\\n$`));
  expect([code, printed]).toEqual([1, '']);
});

it('leads to no mailbox where mails go out by SMTP', async () => {
  const demo = await startDemo({ SMTP_URL: 'smtp://127.0.0.1:9' });
  for (const path of ['/', '/login'])
    expect(await (await fetch(demo.origin + path)).text(), path).not.toContain('mailbox');
  expect((await fetch(`${demo.origin}/mailbox`)).status).toBe(404);
  await demo.stop();
});
