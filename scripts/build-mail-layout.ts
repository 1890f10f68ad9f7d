/**
 * Compiles the design of the mails, `adapters/mail/layout/letter.mjml`, with MJML and writes it as functions
 * to `blocks.ts` beside it. Run it after every change of the design: `npm run build:mails`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import mjml2html from 'mjml';

const SOURCE = 'adapters/mail/layout/letter.mjml';
const TARGET = 'adapters/mail/layout/blocks.ts';

/** What MJML writes for one direction, role and width of line, and what a mail in any language takes. */
const REPLACEMENTS: readonly (readonly [string | RegExp, string])[] = [
  // No blank lines and no indentation: readers pay for both with every mail.
  [/\s*\n\s*/g, '\n'],
  [/\n(?=<\/|\{\{)/g, ''],
  [/text-align: ?left/g, 'text-align:{{start}}'],
  [/align="left"/g, 'align="{{start}}"'],
  [/align="right"/g, 'align="{{end}}"'],
  [/direction:ltr/g, 'direction:{{direction}}'],
  // A screen reader would say "email", in English, before every one.
  [/aria-label="\{\{title\}\}" aria-roledescription="email" role="article"/, 'role="main"'],
  // What is so anyhow, and what webmails add by themselves.
  [/(?:cursor|table-layout):auto;|text-transform:none;|word-spacing:normal;/g, ''],
  [/ target="_blank"| style(?= )| class=""/g, ''],
];

/** Returns the text of `blocks.ts` for the design as it is now. */
export async function compileMailLayout(): Promise<string> {
  const source = await readFile(SOURCE, 'utf8');
  const { html } = await mjml2html(source, {
    validationLevel: 'strict',
    keepComments: true,
    // Named fonts would be loaded from elsewhere.
    fonts: {},
  });
  const compiled = REPLACEMENTS.reduce((text, [from, to]) => {
    const next = text.replace(from, to);
    if (next === text) throw new Error(`MJML wrote nothing like ${from}.`);
    return next;
  }, html.trim());
  const blocks = splitBlocks(compiled).map(({ name, markup }) => functionOf(name, markup));
  return `// Made of letter.mjml by \`npm run build:mails\`. Do not edit.
import { html, type Interpolation, type Markup } from '../html.js';

${blocks.join('\n')}`;
}

interface Block {
  readonly name: string;
  readonly markup: string;
}

const INNERMOST = /<!-- block (\w+) -->((?:(?!<!-- (?:block|end))[\s\S])*?)<!-- end -->/;

/** Takes the marked blocks out of the page, the inner ones first; what is left is the frame. */
function splitBlocks(compiled: string): Block[] {
  const blocks: Block[] = [];
  let rest = compiled;
  for (let match = INNERMOST.exec(rest); match !== null; match = INNERMOST.exec(rest)) {
    const [whole, name = '', markup = ''] = match;
    blocks.push({ name, markup: markup.trim() });
    rest = rest.replace(whole, () => '');
  }
  if (/<!-- (?:block|end)/.test(rest)) throw new Error('A block has no beginning or no end.');
  return [{ name: 'frame', markup: `${rest}\n` }, ...blocks];
}

/** The tag `html` escapes what is put into a slot, so it has to stand in text or in a quoted value. */
function functionOf(name: string, markup: string): string {
  if (/<!--(?:(?!-->)[\s\S])*\{\{/.test(markup))
    throw new Error(`A slot of ${name} is in a comment.`);
  const slots = new Set([...markup.matchAll(/\{\{(\w+)\}\}/g)].map(([, slot]) => slot));
  const template = markup
    .replace(/[\\`]|\$\{/g, '\\$&')
    .replace(/\{\{(\w+)\}\}/g, (_slot, slot) => `\${slots.${slot}}`);
  const Slots = `${name.charAt(0).toUpperCase()}${name.slice(1)}Slots`;
  return `interface ${Slots} {
${[...slots].map((slot) => `  readonly ${slot}: Interpolation;\n`).join('')}}

export function ${name}(slots: ${Slots}): Markup {
  return html\`${template}\`;
}
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await writeFile(TARGET, await compileMailLayout());
