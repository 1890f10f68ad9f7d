import { createAdaptorServer } from '@hono/node-server';
import { Logger } from '@nestjs/common';
import { createApp as createSpaApi } from '../../examples/express-spa/api.js';
import { createApp as createFastify } from '../../examples/fastify/app.js';
import { createApp as createHono } from '../../examples/hono/app.js';
import { createApp as createKoa } from '../../examples/koa/app.js';
import { createApp as createNest } from '../../examples/nest/app.js';
import { sessionStore } from '../../examples/nest/sessions.js';
import { runDemo } from './support/run-demo.js';
import { type Listening, type Parts, runExample } from './support/running.js';
import { scenario } from './support/scenario.js';

Logger.overrideLogger(false);

const ORIGIN = 'https://app.example';

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

for (const path of ['/password', '/a/b/password', '']) {
  const publicUrl = `${ORIGIN}${path}`;
  scenario(`koa under "${path}"`, () => runExample(koa, { publicUrl }));
  scenario(`fastify under "${path}"`, () => runExample(fastify, { publicUrl }));
  scenario(`hono under "${path}"`, () => runExample(hono, { publicUrl }));
}

// Middleware of Nest comes before its controllers, so its pages need a path of their own.
for (const path of ['/password', '/a/b/password']) {
  const publicUrl = `${ORIGIN}${path}`;
  scenario(`nest under "${path}"`, () => runExample(nest, { publicUrl, sessions: sessionStore }));
}

for (const path of ['/password', '/a/b/password']) {
  const frontendOrigin = 'https://www.app.example';
  scenario(`express-spa under "${path}"`, () =>
    runExample((parts) => createSpaApi({ ...parts, frontendOrigin }), {
      publicUrl: `https://api.app.example${path}`,
      frontendOrigin,
      resetLink: `${frontendOrigin}/#token={token}`,
    }),
  );
}

scenario('express, the demo', runDemo);
