import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export const sha1Of = (text: string) =>
  createHash('sha1').update(text, 'utf8').digest('hex').toUpperCase();

type Behaviour = (response: ServerResponse) => void;

/** What a service can do instead of answering. */
export const FAULTS: Readonly<Record<string, { behave: Behaviour; cause: string }>> = {
  'answers 429': status(429, 'slow down'),
  'answers 500': status(500, 'oops'),
  'answers 400': status(400, 'The hash prefix was not in a valid format'),
  'answers 404': status(404, 'no such range'),
  'answers 204': status(204, ''),
  'never answers': { behave: () => {}, cause: 'timeout' },
  'stops in the middle': {
    behave: (response) => void response.write(`${'A'.repeat(35)}:1\n`),
    cause: 'timeout',
  },
  'hangs up': { behave: (response) => response.destroy(), cause: 'connection' },
  'hangs up in the middle': {
    behave: (response) => {
      response.writeHead(200, { 'Content-Length': '9999' });
      response.write(`${'A'.repeat(35)}:1\n`, () => response.destroy());
    },
    cause: 'connection',
  },
  'answers a page': garbage('<html>\n<p>Please sign in to the Wi-Fi: it is free\n</html>'),
  'answers nothing': garbage(''),
  'answers whole hashes': garbage(`${sha1Of('x')}:3`),
  'answers without counts': garbage('A'.repeat(35)),
  'answers odd counts': garbage(`${'A'.repeat(35)}:-1`),
  'answers half a line': garbage(`${'A'.repeat(35)}:1\n${'B'.repeat(20)}`),
};

function status(code: number, body: string) {
  return {
    behave: (response: ServerResponse) => void response.writeHead(code).end(body),
    cause: 'service_error',
  };
}

function garbage(body: string) {
  return {
    behave: (response: ServerResponse) => void response.end(body),
    cause: 'answer_malformed',
  };
}

export interface RangeServer {
  readonly baseUrl: string;
  readonly requests: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[];
  /** Stands in for the range API while it is set. */
  fault: Behaviour | null;
  /** Holds all answers back until the promise is settled. */
  hold: Promise<unknown> | null;
  close(): Promise<void>;
}

/** Serves the range API on loopback: passwords, and how often each was seen. */
export async function rangeServer(seen: Readonly<Record<string, number>>): Promise<RangeServer> {
  const counts = Object.entries(seen).map(([text, count]) => [sha1Of(text), count] as const);
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '', headers } = request;
    opened.requests.push({ method, url, headers, body });
    await opened.hold;
    if (opened.fault !== null) return opened.fault(response);
    const prefix = /^\/(?:mirror\/)?range\/([0-9A-F]{5})$/.exec(url)?.[1];
    if (prefix === undefined) return void response.writeHead(400).end();
    const lines = counts
      .filter(([hash]) => hash.startsWith(prefix))
      .map(([hash, count]) => `${hash.slice(5)}:${count}`);
    // The real ranges are never empty.
    for (let n = 0; n < 20; n += 1) lines.push(`${sha1Of(`${prefix} ${n}`).slice(5)}:${n + 1}`);
    if (headers['add-padding'] === 'true')
      for (let n = 0; n < 20; n += 1) lines.push(`${sha1Of(`${prefix} pad ${n}`).slice(5)}:0`);
    response.end(lines.sort().join('\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const opened: RangeServer = {
    baseUrl: `http://127.0.0.1:${port}`,
    requests: [],
    fault: null,
    hold: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  onTestFinished(() => opened.close());
  return opened;
}
