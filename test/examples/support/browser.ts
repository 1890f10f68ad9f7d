import { Visitor } from '../../http/support/visitor.js';
import { OLD_PASSWORD, type Running } from './running.js';

/** One person's browser in front of an application, on the application's own pages. */
export class Browser {
  readonly #visitor: Visitor;
  readonly #running: Running;
  /** Path of the password pages: `/password`, or empty. */
  readonly path: string;

  constructor(running: Running) {
    this.#running = running;
    this.path = new URL(running.publicUrl).pathname.replace(/\/$/, '');
    this.#visitor = new Visitor({ fetch: (request) => forward(request, running.base) });
  }

  get cookies(): readonly string[] {
    return this.#visitor.cookies;
  }

  get(path: string): Promise<Response> {
    return this.#visitor.get(path);
  }

  /** Posts a form of the password pages. */
  submit(path: string, fields: Record<string, string> | string): Promise<Response> {
    const { origin } = new URL(this.#running.publicUrl);
    return this.#visitor.post(path, fields, { origin });
  }

  /** Posts JSON as a script of the application's frontend does. */
  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const { frontendOrigin, publicUrl } = this.#running;
    const site = new URL(publicUrl).origin === frontendOrigin ? 'same-origin' : 'same-site';
    const own = { origin: frontendOrigin, 'sec-fetch-site': site };
    return this.#visitor.postJson(path, body, { ...own, ...headers });
  }

  send(path: string, init: RequestInit): Promise<Response> {
    return this.#visitor.send(path, init);
  }

  signIn(email: string, password = OLD_PASSWORD): Promise<Response> {
    return this.post('/login', { email, password });
  }

  /** The status of `/me`: 200 while the session lives. */
  async signedIn(): Promise<boolean> {
    return (await this.get('/me')).status === 200;
  }

  /** Asks for a link and takes the token out of the mail. */
  async mailedToken(email: string): Promise<string> {
    await this.post(`${this.path}/forgot`, { identifier: email });
    return tokenOf(await this.#running.newestLink(email));
  }

  /** Opens a mailed link as far as the form, and answers with its flow. */
  async open(token: string): Promise<{ readonly flow: string; readonly page: string }> {
    const moved = await this.get(`${this.path}/reset?token=${token}`);
    const location = moved.headers.get('location') ?? '';
    const page = await (await this.get(location)).text();
    return { flow: location.split('/').at(-1) ?? '', page };
  }
}

export function tokenOf(link: string): string {
  return /[\w-]{43}(?![\w-])/.exec(link)?.[0] ?? '';
}

/** Hands a request on as the proxy in front does: path and headers, and nothing of the origin. */
async function forward(request: Request, base: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { method, headers } = request;
  const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer();
  return fetch(`${base}${pathname}${search}`, { method, headers, body, redirect: 'manual' });
}
