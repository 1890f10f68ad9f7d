import { createAdaptorServer } from '@hono/node-server';
import { Logger } from '@nestjs/common';
import { createApp as createFastify } from '../../../examples/fastify/app.js';
import { createApp as createHono } from '../../../examples/hono/app.js';
import { createApp as createKoa } from '../../../examples/koa/app.js';
import { createApp as createNest } from '../../../examples/nest/app.js';
import { sessionStore } from '../../../examples/nest/sessions.js';
import { type Listening, type Parts, type Running, runExample } from './running.js';

Logger.overrideLogger(false);

const koa = (parts: Parts): Listening => {
  const app = createKoa(parts);
  app.silent = true;
  return app.callback();
};

const fastify = async (parts: Parts): Promise<Listening> => {
  const app = createFastify(parts);
  return { base: await app.listen({ port: 0, host: '127.0.0.1' }), close: () => app.close() };
};

const hono = async (parts: Parts): Promise<Listening> => {
  const { fetch } = createHono(parts);
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false });
  return server.listeners('request')[0] as Listening;
};

const nest = async (parts: Parts): Promise<Listening> => {
  const app = await createNest({ ...parts, jwtSecret: 'a secret for this test only' });
  await app.listen(0, '127.0.0.1');
  return { base: await app.getUrl(), close: () => app.close() };
};

/** The examples that have the hosted pages and their own sign-in on one origin. */
export const startApp: Readonly<
  Record<'koa' | 'fastify' | 'hono' | 'nest', (publicUrl: string) => Promise<Running>>
> = {
  koa: (publicUrl) => runExample(koa, { publicUrl }),
  fastify: (publicUrl) => runExample(fastify, { publicUrl }),
  hono: (publicUrl) => runExample(hono, { publicUrl }),
  nest: (publicUrl) => runExample(nest, { publicUrl, sessions: sessionStore }),
};
