import type { Exchange } from './exchange.js';
import { fetchAnswer } from './fetch-answer.js';
import type { WebHandler } from './web-handler.js';

/**
 * Answers a Node request with what a handler says, beside the headers and cookies that the host
 * has set so far. The answer is written in one piece: pages and JSON are small.
 *
 * @example
 * ```ts
 * import { createServer, type IncomingMessage } from 'node:http';
 *
 * const publicUrl = 'https://app.example/password';
 * const pages = passwordHandler<string, IncomingMessage>({ passwords, publicUrl });
 * createServer(async (request, response) => {
 *   const target = publicTarget(request.url ?? '/', new URL(publicUrl));
 *   if (target === null) response.writeHead(404).end();
 *   else await writeAnswer(pages, { request, response, native: request, target, parsed: {} });
 * });
 * ```
 */
export async function writeAnswer<Native>(
  handler: WebHandler<Native>,
  exchange: Exchange<Native>,
): Promise<void> {
  const { response } = exchange;
  const answer = await fetchAnswer(handler, exchange);
  const body = answer.body === null ? null : Buffer.from(await answer.arrayBuffer());
  // The client may have gone meanwhile.
  if (response.destroyed) return;
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers)
    if (name === 'set-cookie') response.appendHeader(name, value);
    else response.setHeader(name, value);
  if (body === null) response.end();
  else response.end(body);
}
