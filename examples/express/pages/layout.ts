import { html } from 'hono/html';

type Markup = ReturnType<typeof html>;

/** A page of the demo. What is put into `html` is escaped by construction. */
export async function layout(title: string, body: Markup): Promise<string> {
  const page = await html`<!doctype html>
<html lang="en" dir="ltr">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · Latchkey Demo</title>
    <link rel="stylesheet" href="/demo.css" />
  </head>
  <body>
    <header><a class="brand" href="/">Latchkey Demo</a></header>
    <main>${body}</main>
  </body>
</html>`;
  return page.toString();
}

export const stylesheet = `
:root {
  color-scheme: light dark;
  --ground: #f4f5f8; --card: #fff; --ink: #1b1f2a; --soft: #555d6e; --line: #d5d9e2;
  --accent: #2456d6; --on-accent: #fff; --fault: #b3261e; --field: #fff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12141a; --card: #1b1e27; --ink: #eceef3; --soft: #a5adbd; --line: #3a4050;
    --accent: #8fb0ff; --on-accent: #10131a; --fault: #ff9a92; --field: #12141a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
}
header { max-width: 26rem; margin: 2.5rem auto 1rem; padding: 0 1.25rem; text-align: center; }
.brand { color: var(--ink); font-weight: 650; font-size: 1.125rem; text-decoration: none; }
main { max-width: 26rem; margin: 0 auto 3rem; padding: 0 1rem; }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: 14px;
  padding: 1.75rem 1.5rem; margin-bottom: 1rem;
}
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 0.5rem; letter-spacing: -0.01em; }
h2 { font-size: 1.0625rem; margin: 0; overflow-wrap: anywhere; }
p { margin: 0.5rem 0; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
label { display: block; font-weight: 600; margin: 1.1rem 0 0.35rem; }
input {
  width: 100%; font: inherit; color: inherit; padding: 0.65rem 0.75rem;
  background: var(--field); border: 1px solid var(--soft); border-radius: 9px;
}
a { color: var(--accent); text-underline-offset: 0.15em; }
button, .button {
  display: block; width: 100%; margin-top: 1.4rem; padding: 0.75rem 1rem; font: inherit;
  font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent);
  border-radius: 9px;
}
.quiet { color: var(--accent); background: transparent; border-color: var(--line); margin-top: 0.75rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.fault {
  color: var(--fault); border: 1px solid var(--fault); border-radius: 9px;
  padding: 0.6rem 0.8rem; margin: 1rem 0 0;
}
.aside { margin-top: 1.1rem; text-align: center; }
.mail p.to { color: var(--soft); font-size: 0.9rem; overflow-wrap: anywhere; }
.mail pre {
  white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; font: inherit; margin: 0.9rem 0 0;
  padding-top: 0.9rem; border-top: 1px solid var(--line);
}
`;
