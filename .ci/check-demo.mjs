// Starts the demo as a newcomer does, and resets one password by JSON.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const OLD = 'correct horse battery staple';
const NEW = 'seven purple lanterns sing';
const email = 'alice@example.com';

const folder = await mkdtemp(join(tmpdir(), 'latchkey-demo-'));
const port = await freePort();
const base = `http://localhost:${port}`;
// npm and what it starts are one group, so that all of it can be stopped.
const demo = spawn('npm', ['run', 'demo'], {
  detached: true,
  stdio: ['ignore', 'pipe', 'pipe'],
  env: { ...process.env, PORT: String(port), DATABASE_URL: join(folder, 'demo.db') },
});
let printed = '';
for (const stream of [demo.stdout, demo.stderr]) stream.on('data', (text) => (printed += text));
const ended = once(demo, 'exit');

try {
  await until('the demo is ready', async () => (await fetch(`${base}/healthz`)).status === 200);
  await resetOnce();
  console.log('The demo starts, mails a link, and resets a password.');
} catch (error) {
  console.error(printed);
  throw error;
} finally {
  process.kill(-demo.pid, 'SIGTERM');
  await Promise.race([ended, pause(10_000, undefined, { ref: false })]);
  if (demo.exitCode === null && demo.signalCode === null) process.kill(-demo.pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
}

async function resetOnce() {
  const before = await post('/login', { email, password: OLD });
  assert.equal(before.status, 200);
  assert.equal((await me(before.cookie)).email, email);

  const asked = await post('/password/forgot', { identifier: email });
  assert.deepEqual(asked.body, { ok: true });
  const unknown = await post('/password/forgot', { identifier: 'nobody@example.com' });
  assert.deepEqual(unknown.body, { ok: true });

  const mail = await until('the mail arrives', async () => (await mailbox())[0]);
  assert.equal(mail.to, email);
  const token = /[?&]token=([\w-]{43})/.exec(mail.text)?.[1];
  assert.ok(token, 'The mail holds no link.');

  const weak = await post('/password/reset', { token, newPassword: 'short' });
  assert.equal(weak.body.reason, 'policy_violation');
  const reset = await post('/password/reset', { token, newPassword: NEW });
  assert.equal(reset.body.ok, true);
  const again = await post('/password/reset', { token, newPassword: NEW });
  assert.equal(again.body.reason, 'token_used');

  assert.equal((await post('/login', { email, password: OLD })).status, 401);
  const after = await post('/login', { email, password: NEW });
  assert.equal(after.status, 200);
  assert.equal((await me(after.cookie)).email, email);
  assert.equal((await me(before.cookie)).status, 401);
}

async function post(path, fields) {
  const response = await fetch(base + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', Origin: base },
    body: JSON.stringify(fields),
  });
  const cookie = response.headers.getSetCookie().map((each) => each.split(';')[0]);
  return { status: response.status, body: await response.json(), cookie: cookie.join('; ') };
}

async function me(cookie) {
  const response = await fetch(`${base}/me`, { headers: { Cookie: cookie } });
  return { status: response.status, ...(response.ok ? await response.json() : {}) };
}

async function mailbox() {
  return (await fetch(`${base}/mailbox.json`)).json();
}

async function until(what, look) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found) return found;
    assert.ok(Date.now() < deadline && demo.exitCode === null, `Waited in vain: ${what}.`);
    await pause(200);
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address();
  server.close();
  await once(server, 'close');
  return free;
}
