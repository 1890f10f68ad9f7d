import type { Exchange } from './exchange.js';
import { parsedBody } from './parsed-body.js';

/** Makes a plain `Request` at the public address, whatever host the client named. */
export function publicRequest(
  incoming: Request,
  { request, target, parsed }: Exchange<unknown>,
): Request {
  const { method, signal } = incoming;
  if (method === 'GET' || method === 'HEAD')
    return new Request(target, { method, headers: incoming.headers, signal });

  const body = parsedBody(request, parsed);
  const headers = new Headers(incoming.headers);
  if (body !== null)
    // They describe the bytes that a parser has already read and unpacked.
    for (const name of ['content-length', 'content-encoding', 'transfer-encoding'])
      headers.delete(name);
  return new Request(target, {
    method,
    headers,
    body: body ?? incoming.body,
    duplex: 'half',
    signal,
  });
}
