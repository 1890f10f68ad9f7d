import type { AccountId } from 'latchkey';
import { openApiDocument } from '../api/document.js';
import type { App, Environment } from '../environment.js';

/** Describes the JSON API to clients and to tools. */
export function openApiRoute<Id extends AccountId, Native>(
  app: App<Native>,
  { options, mount }: Environment<Id, Native>,
): void {
  const { accountId, isFreshSession, deliver = 'link' } = options;
  const document = openApiDocument({
    title: options.brand?.name ?? new URL(options.publicUrl).hostname,
    publicUrl: `${mount.origin}${mount.basePath}`,
    signedInRoutes:
      accountId === undefined
        ? []
        : isFreshSession === undefined
          ? ['/change']
          : ['/change', '/initial'],
    codes: deliver !== 'link',
  });
  app.get('/openapi.json', (c) => {
    c.header('Cache-Control', 'public, max-age=300');
    return c.json(document);
  });
}
