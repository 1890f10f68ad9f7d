import { html, type Markup, type RenderedMail } from 'latchkey/mail';
import { mailsIn, TAGS } from './preview.js';

/** What is looked at, and how. */
export interface Look {
  readonly name: string;
  readonly tag: string;
  readonly width: '320' | '640';
  readonly scheme: 'light' | 'dark';
}

const urlOf = ({ name, tag, width, scheme }: Look, folder = 'mail') =>
  `/${folder}/${name}/${tag}?width=${width}&scheme=${scheme}`;

/** All mails: a row for each kind, a column for each language. */
export function indexPage(): string {
  const languages = TAGS.map((tag) => ({ tag, mails: mailsIn(tag) }));
  const names = [...(languages[0]?.mails.keys() ?? [])];
  const cell = (name: string, tag: string, mail: RenderedMail | undefined) => {
    const url = urlOf({ name, tag, width: '640', scheme: 'light' });
    return html`<td lang="${tag}" dir="auto"><a href="${url}">${mail?.subject}</a></td>`;
  };
  return page(
    'Mails',
    html`<div class="wide"><table>
<thead><tr><th></th>${TAGS.map((tag) => html`<th scope="col">${tag}</th>`)}</tr></thead>
<tbody>${names.map(
      (name) => html`<tr><th scope="row">${name}</th>${languages.map(({ tag, mails }) =>
        cell(name, tag, mails.get(name)),
      )}</tr>
`,
    )}</tbody></table></div>`,
  );
}

/** One mail: as HTML, as text, and its headers. */
export function mailPage(look: Look, mail: RenderedMail): string {
  const toggle = <Key extends keyof Look>(key: Key, values: readonly Look[Key][]) =>
    html`<nav aria-label="${key}">${values.map((value) =>
      value === look[key]
        ? html`<a aria-current="true" href="${urlOf(look)}">${value}</a>`
        : html`<a href="${urlOf({ ...look, [key]: value })}">${value}</a>`,
    )}</nav>`;
  const headers = {
    From: `${mail.from.name} <${mail.from.address}>`,
    To: mail.to,
    Subject: mail.subject,
    'Message-ID': mail.messageId,
    ...mail.headers,
  };
  const size = Buffer.byteLength(mail.html ?? '');
  return page(
    `${look.name}, ${look.tag}`,
    html`<p><a href="/">All mails</a></p>
${toggle('name', [...mailsIn(look.tag).keys()])}
${toggle('tag', TAGS)}${toggle('width', ['320', '640'])}${toggle('scheme', ['light', 'dark'])}
<h2>Headers</h2>
<div class="wide"><table>${Object.entries(headers).map(
      ([name, value]) =>
        html`<tr><th scope="row">${name}</th><td dir="auto">${value}</td></tr>
`,
    )}</table></div>
<div class="both"><section>
<h2>HTML, ${size} bytes</h2>
<iframe title="The mail as HTML" sandbox src="${urlOf(look, 'html')}" width="${look.width}" height="1100"></iframe>
</section><section>
<h2>Text</h2>
<pre lang="${look.tag}" dir="auto">${mail.text}</pre>
</section></div>`,
  );
}

function page(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 24px auto; padding: 0 16px; max-width: 1200px; font: 15px/1.5 system-ui, sans-serif; }
.wide { overflow-x: auto; }
.both { display: flex; flex-wrap: wrap; gap: 0 32px; }
.both > :first-child { flex: none; overflow-x: auto; max-width: 100%; }
.both > :last-child { flex: 1 1 360px; min-width: 0; }
table { border-collapse: collapse; }
th, td { padding: 6px 12px; border-bottom: 1px solid #8884; text-align: start; vertical-align: top; }
nav { display: inline-flex; flex-wrap: wrap; gap: 4px; margin: 0 16px 8px 0; }
nav a { padding: 2px 10px; border: 1px solid #8888; border-radius: 6px; text-decoration: none; }
nav a[aria-current] { background: #2456d6; border-color: #2456d6; color: #fff; }
iframe { border: 1px solid #8888; border-radius: 8px; }
pre { max-width: 74ch; padding: 16px; border: 1px solid #8888; border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; text-align: start; }
</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`.toString();
}
