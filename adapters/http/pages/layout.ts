import { html } from 'hono/html';
import type { Html, View } from './view.js';

export interface LayoutProps {
  readonly title: string;
  /** Whether a form was not accepted; the title then says so to who only hears it. */
  readonly faulty?: boolean;
  readonly body: Html;
}

/**
 * The frame of every page. Whatever is put into it is escaped by the `html` tag; nothing is ever
 * marked as safe by hand.
 */
export function layout(view: View, page: LayoutProps): Html {
  const { texts, urls, brand } = view;
  return html`<!doctype html>
<html lang="${texts.lang}" dir="${texts.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${page.faulty ? texts.errorPrefix : ''}${page.title} – ${brand.name}</title>
<link rel="stylesheet" href="${urls.stylesheet}">
<script src="${urls.script}" defer></script>
</head>
<body>
<header><span class="brand">${markOf(view)}</span></header>
<main>
<div class="card">
${page.body}
</div>
</main>
</body>
</html>`;
}

/** The logo, or else the first letter of the name; beside it the name, unless the logo says it. */
function markOf({ brand: { name, logo } }: View): Html {
  if (logo === undefined)
    return html`<span class="mark" aria-hidden="true">${initialOf(name)}</span><bdi>${name}</bdi>`;
  const { url, alt = '', width, height } = logo;
  const size = html`${width ? html` width="${width}"` : ''}${height ? html` height="${height}"` : ''}`;
  return html`<img class="logo" src="${url}" alt="${alt}"${size}>${alt === '' ? html`<bdi>${name}</bdi>` : ''}`;
}

function initialOf(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? '';
}
