import { createApp as createSpaApi } from '../../examples/express-spa/api.js';
import { runDemo } from './support/run-demo.js';
import { runExample } from './support/running.js';
import { scenario } from './support/scenario.js';
import { startApp } from './support/start-apps.js';

const ORIGIN = 'https://app.example';

for (const path of ['/password', '/a/b/password', '']) {
  for (const name of ['koa', 'fastify', 'hono'] as const)
    scenario(`${name} under "${path}"`, () => startApp[name](`${ORIGIN}${path}`));
}

// Middleware of Nest comes before its controllers, so its pages need a path of their own.
for (const path of ['/password', '/a/b/password']) {
  scenario(`nest under "${path}"`, () => startApp.nest(`${ORIGIN}${path}`));
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
