import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import formbody from '@fastify/formbody';
import {
  All,
  Controller,
  HttpCode,
  type INestApplication,
  Module,
  type NestApplicationOptions,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import Fastify, { type FastifyInstance } from 'fastify';
import Koa from 'koa';
import bodyParser from 'koa-bodyparser';
import { fastifyHandler } from 'latchkey/fastify';
import { type HandlerOptions, passwordHandler } from 'latchkey/http';
import { koaHandler } from 'latchkey/koa';
import { LatchkeyModule } from 'latchkey/nest';
import { nodeHandler } from 'latchkey/node';
import { type App, SIGNED_IN_AS } from './app.js';
import { type Served, serve } from './serve.js';

/** Serves an app's pages in one framework; whatever is not theirs the host answers with 418. */
export type Mount = (app: App, publicUrl: string) => Promise<Served>;

/** Options whose functions read what the framework calls a request. */
function optionsFor<Native>(
  app: App,
  publicUrl: string,
  read: (native: Native) => { headers: IncomingHttpHeaders; ip: string | undefined },
): HandlerOptions<string, Native> {
  return {
    passwords: app.passwords,
    publicUrl,
    deliver: app.passwords.deliversCodes ? 'choice' : 'link',
    accountId: (native) => (read(native).headers[SIGNED_IN_AS] as string | undefined) ?? null,
    clientAddress: (native) => read(native).ip,
  };
}

const ofNode = (request: IncomingMessage) => ({
  headers: request.headers,
  ip: request.socket.remoteAddress,
});

const node: Mount = (app, publicUrl) => {
  const pages = nodeHandler(passwordHandler(optionsFor(app, publicUrl, ofNode)));
  return serve((request, response) =>
    pages(request, response, () => response.writeHead(418).end('the host')),
  );
};

const koa =
  (...parsers: Koa.Middleware[]): Mount =>
  (app, publicUrl) => {
    const host = new Koa({ proxy: true });
    for (const parser of parsers) host.use(parser);
    host.use(
      koaHandler(optionsFor(app, publicUrl, (ctx) => ({ headers: ctx.headers, ip: ctx.ip }))),
    );
    host.use((ctx) => {
      ctx.status = 418;
      ctx.body = 'the host';
    });
    return serve(host.callback());
  };

const fastify =
  (configure: (host: FastifyInstance) => Promise<void>, prefixed: boolean): Mount =>
  async (app, publicUrl) => {
    const host = Fastify({ trustProxy: true });
    await configure(host);
    const pages = fastifyHandler(
      optionsFor(app, publicUrl, ({ headers, ip }) => ({ headers, ip })),
    );
    const prefix = new URL(publicUrl).pathname.replace(/\/$/, '');
    await host.register(pages, prefixed ? { prefix } : {});
    host.setNotFoundHandler((_request, reply) => reply.code(418).send('the host'));
    return { base: await host.listen({ port: 0, host: '127.0.0.1' }), close: () => host.close() };
  };

@Controller()
class HostController {
  @All('*')
  @HttpCode(418)
  answer() {
    return 'the host';
  }
}

const nest =
  (create: (module: object) => Promise<INestApplication>): Mount =>
  async (app, publicUrl) => {
    const pages = passwordHandler(optionsFor(app, publicUrl, ofNode));
    @Module({
      imports: [LatchkeyModule.forRoot({ passwords: app.passwords, handlers: [pages] })],
      controllers: [HostController],
    })
    class AppModule {}
    const host = await create(AppModule);
    await host.listen(0, '127.0.0.1');
    return { base: await host.getUrl(), close: () => host.close() };
  };

const onExpress = (options: NestApplicationOptions = {}) =>
  nest((module) => NestFactory.create(module, { logger: false, ...options }));
const onFastify = (options: NestApplicationOptions = {}) =>
  nest((module) =>
    NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
      logger: false,
      ...options,
    }),
  );

/** Parsers of Fastify that read every type, as text or as bytes. */
const parsersFor = (parseAs: 'string' | 'buffer') => async (host: FastifyInstance) => {
  host.removeAllContentTypeParsers();
  host.addContentTypeParser('*', { parseAs }, (_request, body, done) => done(null, body));
};

export const MOUNTS: Readonly<Record<string, Mount>> = {
  'node:http': node,
  Koa: koa(),
  'Koa behind koa-bodyparser': koa(bodyParser({ enableTypes: ['json', 'form', 'text'] })),
  'Fastify under a prefix': fastify(async () => {}, true),
  'Fastify without a prefix': fastify(async () => {}, false),
  'Fastify beside @fastify/formbody': fastify(
    async (host) => void (await host.register(formbody)),
    true,
  ),
  'Fastify that parses all as text': fastify(parsersFor('string'), true),
  'Fastify that parses all as bytes': fastify(parsersFor('buffer'), false),
  'Nest on Express': onExpress(),
  'Nest on Express with raw bodies': onExpress({ rawBody: true }),
  'Nest on Express without a parser': onExpress({ bodyParser: false }),
  'Nest on Fastify': onFastify(),
  'Nest on Fastify with raw bodies': onFastify({ rawBody: true }),
};
