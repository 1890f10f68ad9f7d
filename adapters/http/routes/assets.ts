import type { Asset } from '../assets/index.js';
import type { App } from '../environment.js';

/** Serves the stylesheet and the script. Their names carry their hash, so caches keep them. */
export function assetRoutes<Native>(app: App<Native>, assets: readonly Asset[]): void {
  for (const asset of assets)
    app.get(asset.path, (c) => {
      c.header('Cache-Control', 'public, max-age=31536000, immutable');
      return c.body(asset.text, 200, { 'Content-Type': asset.type });
    });
}
