/** One person's browser: it keeps the cookies that it is sent, until they are taken back. */
export class Browser {
  readonly #base: string;
  readonly #jar: Map<string, string>;

  constructor(base: string, cookies: Iterable<readonly [string, string]> = []) {
    this.#base = base;
    this.#jar = new Map(cookies);
  }

  /** Somebody who has got hold of this browser's cookies as they are now. */
  thief(): Browser {
    return new Browser(this.#base, this.#jar);
  }

  /** The id in the session's cookie, without the signature of express-session. */
  get sessionId(): string {
    const express = this.#jar.get('connect.sid');
    if (express !== undefined)
      return /^s:(.+)\.[^.]+$/.exec(decodeURIComponent(express))?.[1] ?? '';
    return this.#jar.get('koa.sess') ?? '';
  }

  get(path: string): Promise<Response> {
    return this.#send(path, { method: 'GET' });
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  async signIn(password: string): Promise<number> {
    const answer = await this.post('/login', { email: 'alice@example.com', password });
    return answer.status;
  }

  /** Who the application says this is; `null` for nobody. */
  async whoAmI(): Promise<unknown> {
    const answer = await this.get('/me');
    if (answer.status !== 200) throw new Error(`/me answered ${answer.status}.`);
    return ((await answer.json()) as { accountId: unknown }).accountId;
  }

  async #send(path: string, init: RequestInit & { headers?: Record<string, string> }) {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.#base}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...init.headers, ...(cookie === '' ? {} : { cookie }) },
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    // The last byte comes when the session is saved, and the headers before that.
    const { status, headers } = response;
    const body = await response.arrayBuffer();
    return new Response(body.byteLength === 0 ? null : body, { status, headers });
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/expires=Thu, 01 Jan 1970/i.test(line)) this.#jar.delete(name);
    else this.#jar.set(name, value);
  }
}
