import { ORIGIN } from './app.js';

interface Fetcher {
  fetch(request: Request): Promise<Response>;
}

export type FormFields = Readonly<Record<string, string | number>>;

/** Fields as a form sends them: a number is text there. */
export function formOf(fields: FormFields): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  return form.toString();
}

/** A browser's part of HTTP: a cookie jar that honours paths, an `Origin`, no redirects by itself. */
export class Visitor {
  readonly #target: Fetcher;
  readonly #jar = new Map<string, { readonly value: string; readonly path: string }>();
  /** Whether posts carry `Origin` and `Sec-Fetch-Site`, as a browser's do. */
  readonly headers: Record<string, string>;

  constructor(target: Fetcher, headers: Record<string, string> = {}) {
    this.#target = target;
    this.headers = headers;
  }

  get cookies(): readonly string[] {
    return [...this.#jar.keys()];
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, { headers });
  }

  async post(
    path: string,
    body: FormFields | string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.send(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : formOf(body),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: ORIGIN,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    });
  }

  postJson(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  async send(path: string, init: RequestInit): Promise<Response> {
    const url = new URL(path, ORIGIN);
    const request = new Request(url, { redirect: 'manual', ...init });
    for (const [name, value] of Object.entries(this.headers)) request.headers.set(name, value);
    const sent = [...this.#jar].filter(([, { path }]) => covers(path, url.pathname));
    if (sent.length > 0)
      request.headers.set('cookie', sent.map(([name, { value }]) => `${name}=${value}`).join('; '));
    const response = await this.#target.fetch(request);
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return response;
  }

  /** Opens a mailed link as a person does, and answers with the form's page and its flow id. */
  async open(token: string): Promise<{ readonly flowId: string; readonly page: string }> {
    const moved = await this.get(`/password/reset?token=${token}`);
    const location = moved.headers.get('location') ?? '';
    const page = await (await this.get(location)).text();
    return { flowId: location.split('/').at(-1) ?? '', page };
  }

  /** Asks for a code on the page, and answers with the path of the page for it, and its flow. */
  async askForCode(identifier: string) {
    const asked = await this.post('/password/forgot', { identifier, deliver: 'code' });
    const location = asked.headers.get('location') ?? '';
    return { asked, location, flow: location.split('/').at(-1) ?? '' };
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split('; ');
    const [name = '', value = ''] = pair.split('=');
    const path = attributes.find((attribute) => attribute.startsWith('Path='))?.slice(5) ?? '/';
    if (attributes.includes('Max-Age=0')) this.#jar.delete(name);
    else this.#jar.set(name, { value, path });
  }
}

/** RFC 6265 5.1.4. */
function covers(cookiePath: string, path: string): boolean {
  return path === cookiePath || path.startsWith(`${cookiePath.replace(/\/$/, '')}/`);
}
