import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Demo {
  readonly origin: string;
  /** What it has printed so far. */
  output(): string;
  /** The link to set a password of the newest mail to an address that has one, once it has come. */
  newestLink(to: string): Promise<string>;
  /** The code of the newest mail that has one. */
  newestCode(to: string): Promise<string>;
  /** The "this wasn't me" link of the newest notice. */
  newestDisavowal(to: string): Promise<string>;
  stop(): Promise<void>;
}

export interface ShownMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly at: string;
}

/** Starts the demo as `npm run demo` does, on a free port and by default on a SQLite file. */
export async function startDemo(env: Record<string, string> = {}): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-demo-'));
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=latchkey-source', '--import', 'tsx', 'examples/express/main.ts'],
    {
      env: { ...process.env, PORT: '0', DATABASE_URL: join(folder, 'demo.db'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const exited = once(child, 'exit');
  const address = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /latchkey demo on (\S+)\n[\s\S]*sign in/.exec(output);
      if (found?.[1] !== undefined) resolve(found[1]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    exited.then(() => reject(new Error(`The demo ended: ${output}`)));
  });
  const origin = await address;

  /** What the newest mail to an address that has such a thing says there. */
  async function newest(to: string, what: RegExp): Promise<string> {
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      const mails = (await (await fetch(`${origin}/mailbox.json`)).json()) as ShownMail[];
      const found = mails.find((each) => each.to === to && what.test(each.text));
      if (found !== undefined) return what.exec(found.text)?.[0] ?? '';
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`No mail with ${what} came.`);
  }

  return {
    origin,
    output: () => output,
    newestLink: (to) => newest(to, /https?:\/\/\S+\/reset\?token=[\w-]+/),
    newestCode: (to) => newest(to, /^\d{8}$/m),
    newestDisavowal: (to) => newest(to, /https?:\/\/\S+\/disavow\?token=[\w-]+/),
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
