import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Sdk = 'auth0 4' | 'auth0 6' | 'auth0 7' | 'auth0-auth-js';

export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly error: {
        readonly name: string;
        readonly message: string;
        readonly statusCode?: number;
        readonly error?: string;
        readonly error_description?: string;
        readonly errorCode?: string;
        readonly body?: unknown;
        readonly retryAfter?: string | null;
      };
    };

export interface Sdks {
  /** `localhost:PORT`, as it goes into an SDK's `domain`. */
  readonly domain: string;
  readonly publicUrl: string;
  /** How many requests came so far; an SDK that retries makes more than one. */
  requests(): number;
  call(sdk: Sdk, method: string, ...args: readonly unknown[]): Promise<Outcome>;
  close(): Promise<void>;
}

type Listener = NonNullable<Parameters<typeof createServer>[1]>;

/** Whether certificates can be made here. */
export function hasOpenssl(): boolean {
  if (process.env.LATCHKEY_REQUIRE_ENGINES === '1') return true;
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Serves a handler by https on localhost, under a certificate made for this run, and starts a
 * process in which the real SDKs talk to it.
 */
export async function startSdks(
  listenerFor: (publicUrl: string) => Promise<Listener>,
): Promise<Sdks> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-sdks-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', keyFile, '-out', certFile],
    ],
    { stdio: 'ignore' },
  );
  let listener: Listener | undefined;
  let requests = 0;
  const server = createServer(
    { key: await readFile(keyFile), cert: await readFile(certFile) },
    (request, response) => {
      requests += 1;
      listener?.(request, response);
    },
  );
  // Whichever of the two `localhost` means here.
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const domain = `localhost:${(server.address() as AddressInfo).port}`;
  const publicUrl = `https://${domain}`;
  listener = await listenerFor(publicUrl);

  const program = fileURLToPath(new URL('./sdk-process.mjs', import.meta.url));
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: certFile },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();

  return {
    domain,
    publicUrl,
    requests: () => requests,
    call: (sdk, method, ...args) => {
      const outcome = last.then(async () => {
        child.stdin.write(`${JSON.stringify({ sdk, method, args })}\n`);
        const { value, done } = await lines.next();
        if (done) throw new Error('The process of the SDKs ended.');
        return JSON.parse(value) as Outcome;
      });
      last = outcome.catch(() => {});
      return outcome;
    },
    close: async () => {
      child.stdin.end();
      await exited;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
