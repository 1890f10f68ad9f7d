import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { AccountId } from 'latchkey';
import { type HandlerOptions, passwordHandler } from 'latchkey/http';
import { fetchAnswer, publicTarget, type WebHandler } from 'latchkey/node';

/**
 * Serves the hosted pages in Fastify 5, as a plugin under any prefix.
 *
 * The plugin is encapsulated: inside it bodies stay as they come, whatever parsers the host has,
 * and outside it nothing changes. The host's hooks run, and the answer goes through `reply.send`.
 * Registered without a prefix, it takes the routes below the path of `publicUrl`. `Host` and
 * `X-Forwarded-*` have no say in any URL, whatever `trustProxy` says.
 *
 * @param handlerOrOptions - options of `passwordHandler` whose functions take Fastify's request,
 *   or a handler made with them
 *
 * @example
 * ```ts
 * import Fastify from 'fastify';
 *
 * const app = Fastify();
 * const pages = fastifyHandler({
 *   passwords,
 *   publicUrl: 'https://app.example/password',
 *   accountId: (request) => sessionOf(request)?.accountId ?? null,
 *   clientAddress: (request) => request.ip,
 * });
 * await app.register(pages, { prefix: '/password' });
 * ```
 */
export function fastifyHandler<Id extends AccountId = AccountId>(
  handlerOrOptions: HandlerOptions<Id, FastifyRequest> | WebHandler<FastifyRequest>,
): FastifyPluginAsync {
  const handler =
    'fetch' in handlerOrOptions ? handlerOrOptions : passwordHandler(handlerOrOptions);
  const publicUrl = new URL(handler.publicUrl);

  return async (instance) => {
    instance.removeAllContentTypeParsers();
    // Reads nothing: the handler does, up to its own limit.
    instance.addContentTypeParser('*', (_request, _payload, done) => done(null));
    instance.setErrorHandler(async (error: { readonly code?: string }, request, reply) => {
      if (STOPPED_SHORT.has(error.code)) return answer(request, reply);
      throw error;
    });

    const prefix = withoutEndSlash(instance.prefix);
    const path = prefix === '' ? withoutEndSlash(publicUrl.pathname) : '';
    instance.all(path || '/', answer);
    instance.all(`${path}/*`, answer);
    const rest = restAfter(`${prefix}${path}`);

    async function answer(native: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
      const target = publicTarget(rest(native.url), publicUrl, '') ?? publicUrl.href;
      const { raw: request } = native;
      const { raw: response } = reply;
      const exchange = { request, response, native, target, parsed: {} };
      const answered = await fetchAnswer(handler, exchange);
      reply.code(answered.status);
      for (const [name, value] of answered.headers) reply.header(name, value);
      return reply.send(
        answered.body === null ? undefined : Buffer.from(await answered.arrayBuffer()),
      );
    }
  };
}

/** Refusals of Fastify's own that come before the handler, which has an answer to each. */
const STOPPED_SHORT = new Set<string | undefined>([
  'FST_ERR_CTP_INVALID_MEDIA_TYPE',
  'FST_ERR_ROUTE_MISSING_CONTENT_TYPE',
]);

/**
 * Takes as many segments off a URL as a prefix has, since one with parameters (`/:tenant/password`)
 * never stands in it as it was written.
 */
function restAfter(prefix: string): (url: string) => string {
  const segments = prefix.split('/').length - 1;
  return (url) => {
    let rest = url.replace(/^https?:\/\/[^/?#]*/i, '');
    for (let taken = 0; taken < segments; taken += 1) rest = rest.replace(/^\/+[^/?#]*/, '');
    return rest;
  };
}

function withoutEndSlash(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '');
}
