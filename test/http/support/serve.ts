import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/** A host on a port of its own. */
export interface Served {
  readonly base: string;
  close(): Promise<void>;
}

export async function serve(listener: RequestListener): Promise<Served> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Speaks HTTP by hand, since `fetch` would not lie about the host. */
export async function speak(
  base: string,
  requestLine: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<string> {
  const socket = connect(Number(new URL(base).port), '127.0.0.1');
  const lines = Object.entries({ ...headers, connection: 'close' }).map(([k, v]) => `${k}: ${v}`);
  socket.end(`${requestLine} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

/** Everything by which a client or a proxy can name another host or path. */
export const EVIL = {
  host: 'evil.example',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'http',
  'x-forwarded-prefix': '/evil',
  'x-original-url': '/evil',
  'x-rewrite-url': '/evil',
  forwarded: 'host=evil.example;proto=http',
};

export const FORM = 'application/x-www-form-urlencoded';
export const JSON_TYPE = 'application/json';

export function post(
  url: string,
  body: string,
  type: string | null,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body: new TextEncoder().encode(body),
    redirect: 'manual',
    headers: type === null ? headers : { 'content-type': type, ...headers },
  });
}
