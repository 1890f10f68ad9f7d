import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Brand } from '../options.js';
import type { Texts } from '../texts/en.js';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What every page may show, and no more: no request, no options of the host. */
export interface View {
  readonly brand: Brand;
  readonly texts: Texts;
  readonly linkLifetimeMinutes: number;
  readonly urls: {
    readonly stylesheet: string;
    readonly script: string;
    readonly forgot: string;
    readonly reset: string;
    readonly change: string;
    readonly login: string | null;
  };
}

/** One fault of a form, beside its field and in the summary above. */
export interface FieldFault {
  readonly field: string;
  readonly messages: readonly string[];
}

/**
 * The frame of every page. Whatever is put into it is escaped by the `html` tag; nothing is ever
 * marked as safe by hand.
 */
export function layout(
  view: View,
  page: { readonly title: string; readonly faulty?: boolean; readonly body: Html },
): Html {
  const { texts, urls, brand } = view;
  return html`<!doctype html>
<html lang="${texts.lang}">
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
<header><span class="brand"><span class="mark" aria-hidden="true">${initialOf(brand.name)}</span>${brand.name}</span></header>
<main>
<div class="card">
${page.body}
</div>
</main>
</body>
</html>`;
}

/** The summary above a form that was not accepted; the script moves the focus here. */
export function faultSummary(view: View, faults: readonly FieldFault[]): Html {
  if (faults.length === 0) return html``;
  return html`<div class="summary" role="alert" tabindex="-1" data-summary>
<h2>${view.texts.problem}</h2>
<ul>${faults.flatMap((fault) =>
    fault.messages.map((message) => html`<li><a href="#${fault.field}">${message}</a></li>`),
  )}</ul>
</div>`;
}

/** The messages beside a field, which points here by `aria-describedby`. */
export function fieldFaults(faults: readonly FieldFault[], field: string): Html {
  const messages = messagesOf(faults, field);
  if (messages.length === 0) return html``;
  return html`<div class="fault" id="${field}-fault">${messages.map((message) => html`<p>${message}</p>`)}</div>`;
}

export function messagesOf(faults: readonly FieldFault[], field: string): readonly string[] {
  return faults.filter((fault) => fault.field === field).flatMap((fault) => fault.messages);
}

function initialOf(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? '';
}
