import { createHash } from 'node:crypto';
import type { Brand } from '../brand.js';
import { script } from './script.js';
import { stylesheet } from './stylesheet.js';

const DEFAULT_ACCENT = '#2456d6';

/** A file that the handler serves from memory. */
export interface Asset {
  /** Below the mount; carries the hash of the text. */
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

export interface Assets {
  readonly stylesheet: Asset;
  readonly script: Asset;
}

/** The brand's own rules come last, so that they win over ours. */
export function assetsOf(brand?: Pick<Brand, 'accentColor' | 'css'>): Assets {
  const css = `${stylesheet(brand?.accentColor ?? DEFAULT_ACCENT)}${brand?.css ?? ''}`;
  return {
    stylesheet: asset('pages', 'css', 'text/css; charset=utf-8', css),
    script: asset('pages', 'js', 'text/javascript; charset=utf-8', script),
  };
}

function asset(name: string, extension: string, type: string, text: string): Asset {
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 16);
  return { path: `/assets/${name}-${hash}.${extension}`, type, text };
}
