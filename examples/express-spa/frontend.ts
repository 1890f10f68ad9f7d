import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';

/** Serves the frontend's files. It asks `apiUrl` for everything else, and nobody besides. */
export function createFrontend({ apiUrl }: { readonly apiUrl: string }): Express {
  const app = express();
  app.use((_request, response, next) => {
    const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${apiUrl}`;
    response.set({
      'Content-Security-Policy': `${policy}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'Referrer-Policy': 'no-referrer',
    });
    next();
  });
  app.get('/config.js', (_request, response) => {
    response.type('js').send(`export const api = ${JSON.stringify(apiUrl)};\n`);
  });
  app.use(express.static(fileURLToPath(new URL('./frontend/', import.meta.url))));
  return app;
}
