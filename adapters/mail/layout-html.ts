import { html, type Markup } from './html.js';
import type { LayoutContext, Letter, Line } from './letter.js';
import { aroundHost } from './link.js';

const FONT =
  "font-family: -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;";

// Mail programs that drop this sheet still show the light design, whose styles are inline.
const STYLE_SHEET = html`
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a:focus-visible { outline: 3px solid #7aa2ff; outline-offset: 2px; }
@media (max-width: 480px) {
  .outer { padding: 0 !important; }
  .card { border-radius: 0 !important; border-left: 0 !important; border-right: 0 !important; }
  .inner { padding: 28px 20px !important; }
  .under { padding: 20px !important; }
  .button { width: 100% !important; }
  .button a { display: block !important; text-align: center !important; }
}
@media (prefers-color-scheme: dark) {
  .page { background: #101318 !important; }
  .card { background: #1a1f27 !important; border-color: #2c333e !important; }
  .strong { color: #f2f4f7 !important; }
  .plain { color: #d3d9e2 !important; }
  .quiet { color: #a3adbb !important; }
  .link { color: #9dbbff !important; }
  .rule { border-color: #2c333e !important; }
  .button { background: #9dbbff !important; }
  .button a { color: #101318 !important; }
}`;

/** Lays a letter out as HTML: no images, nothing from elsewhere, 320 px to any width. */
export function layoutHtml(letter: Letter, { language, productName }: LayoutContext): string {
  return html`<!doctype html>
<html lang="${language.tag}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${letter.subject}</title>
<style>${STYLE_SHEET}</style>
</head>
<body class="page" style="margin: 0; padding: 0; background: #f3f5f8; -webkit-text-size-adjust: 100%;">
<div style="display: none; max-height: 0; overflow: hidden; mso-hide: all;">${letter.preheader}</div>
<div role="main" lang="${language.tag}" dir="${language.direction}">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background: #f3f5f8;">
<tr><td class="outer" align="center" style="padding: 32px 16px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width: 560px; border-collapse: separate;">
<tr><td class="card" style="background: #ffffff; border: 1px solid #dfe4ea; border-radius: 10px;">
<div class="inner" style="padding: 36px 40px; ${FONT} font-size: 16px; line-height: 1.55; text-align: start;">
<p class="quiet" style="margin: 0 0 24px; font-size: 14px; font-weight: 600; color: #56606e;">${productName}</p>
<h1 class="strong" style="margin: 0 0 20px; font-size: 24px; line-height: 1.25; font-weight: 650; color: #14181f;">${letter.heading}</h1>
${letter.paragraphs.map(
  (
    paragraph,
  ) => html`<p class="plain" style="margin: 0 0 16px; color: #2c333e;">${lineOf(paragraph)}</p>
`,
)}${actionOf(letter, language.spelledOut)}${letter.notes.map(
  (
    note,
  ) => html`<p class="quiet" style="margin: 16px 0 0; font-size: 14px; color: #56606e;">${lineOf(note)}</p>
`,
)}</div>
</td></tr>
<tr><td class="under" style="padding: 20px 40px; ${FONT} font-size: 13px; line-height: 1.5; text-align: start;">
${letter.footer.map(
  (
    line,
  ) => html`<p class="quiet" style="margin: 0 0 4px; color: #56606e; overflow-wrap: anywhere;">${lineOf(line)}</p>
`,
)}</td></tr>
</table>
</td></tr>
</table>
</div>
</body>
</html>
`.toString();
}

function actionOf({ action }: Letter, spelledOut: string): Markup | null {
  if (!action) return null;
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="margin: 24px 0; border-collapse: separate;">
<tr><td>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" class="button" style="background: #1f4fd1; border-radius: 8px; border-collapse: separate;">
<tr><td class="button" align="center" style="border-radius: 8px;">
<a href="${action.url}" style="display: inline-block; padding: 13px 26px; ${FONT} font-size: 16px; font-weight: 600; line-height: 1.25; color: #ffffff; text-decoration: none;">${action.label}</a>
</td></tr>
</table>
</td></tr>
</table>
${action.spellOut && writtenOut(action.url, spelledOut)}`;
}

function writtenOut(url: string, spelledOut: string): Markup {
  const { before, host, after } = aroundHost(url);
  return html`<p class="quiet" style="margin: 16px 0 4px; font-size: 14px; color: #56606e;">${spelledOut}</p>
<p style="margin: 0; font-size: 14px; overflow-wrap: anywhere; word-break: break-word;" dir="ltr"><a class="link" href="${url}" style="color: #1f4fd1; text-decoration: underline;">${before}<strong>${host}</strong>${after}</a></p>
`;
}

function lineOf(line: Line): Markup {
  if (typeof line === 'string') return html`${line}`;
  const shown = line.url.replace(/^mailto:/, '');
  return html`${line.text} <a class="link" href="${line.url}" style="color: #1f4fd1; text-decoration: underline; overflow-wrap: anywhere;">${shown}</a>`;
}
