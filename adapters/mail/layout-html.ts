import { html, type Markup } from './html.js';
import { inline, isolated } from './isolates.js';
import * as design from './layout/blocks.js';
import type { Block, Button, LayoutContext, Letter, Line } from './letter.js';
import { aroundHost } from './link.js';

/**
 * Inboxes show as much text as fits, so the preheader is followed by nothing that can be seen: else
 * a code further down would appear on a lock screen.
 */
const FILLER = Array.from({ length: 120 }, () => html`&#847;&zwnj;&nbsp;`);

/** Which side lines start from. */
interface Sides {
  readonly direction: 'ltr' | 'rtl';
  readonly start: 'left' | 'right';
  readonly end: 'left' | 'right';
}

/** Lays a letter out as HTML: no images, nothing from elsewhere, 320 px to any width. */
export function layoutHtml(letter: Letter, { language, product }: LayoutContext): string {
  const sides: Sides =
    language.direction === 'ltr'
      ? { direction: 'ltr', start: 'left', end: 'right' }
      : { direction: 'rtl', start: 'right', end: 'left' };
  return design
    .frame({
      ...sides,
      lang: language.tag,
      title: letter.subject,
      preheader: inline(letter.preheader),
      filler: FILLER,
      initial: [...product.name][0]?.toUpperCase(),
      product: inline(isolated(product.name, language.direction)),
      heading: inline(letter.heading),
      blocks: letter.blocks.map((block) => blockOf(block, sides, language.spelledOut)),
      footer: letter.footer.map((line) => design.footerLine({ text: lineOf(line) })),
    })
    .toString();
}

function blockOf(block: Block, sides: Sides, spelledOut: string): Markup {
  if (typeof block === 'string' || 'text' in block)
    return design.paragraph({ ...sides, text: lineOf(block) });
  if ('note' in block) return design.note({ ...sides, text: lineOf(block.note) });
  if ('code' in block) return design.code({ digits: digitsOf(block.code) });
  if ('facts' in block) {
    const rows = block.facts.rows.map(([label, value]) =>
      design.fact({ ...sides, label, value: inline(value) }),
    );
    return design.facts({ ...sides, caption: block.facts.caption, rows });
  }
  return buttonOf(block.button, sides, spelledOut);
}

function buttonOf(button: Button, sides: Sides, spelledOut: string): Markup {
  const { label, url } = button;
  const draw = button.subdued ? design.subduedButton : design.button;
  const drawn = draw({ ...sides, url, label: inline(label) });
  if (!button.spellOut) return drawn;
  return html`${drawn}${design.writtenOut({ ...sides, label: spelledOut, url, ...aroundHost(url) })}`;
}

/** In groups of three or four. The gaps are drawn, not written, so they are not copied. */
function digitsOf(code: string): readonly Markup[] {
  const groups = Math.ceil(code.length / 4);
  const edge = (index: number) => Math.round((index * code.length) / groups);
  return Array.from({ length: groups }, (_, index) =>
    design.digits({ text: code.slice(edge(index), edge(index + 1)) }),
  );
}

function lineOf(line: Line): Markup {
  if (typeof line === 'string') return inline(line);
  const shown = line.url.replace(/^mailto:/, '');
  return html`${inline(line.text)} ${design.link({ url: line.url, shown })}`;
}
