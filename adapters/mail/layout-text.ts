import type { Language } from './language.js';
import type { Block, LayoutContext, Letter, Line } from './letter.js';

/**
 * Lays a letter out as plain text. Links and codes stand on lines of their own, which keeps them
 * whole, and left-to-right in any language.
 */
export function layoutText(letter: Letter, { language, product }: LayoutContext): string {
  const blocks = [
    product.name,
    letter.heading,
    ...letter.blocks.map((block) => blockOf(block, language)),
    ...(letter.footer.length === 0 ? [] : [`-- \n${letter.footer.map(lineOf).join('\n')}`]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function blockOf(block: Block, { afterLabel }: Language): string {
  if (typeof block === 'string' || 'text' in block) return lineOf(block);
  if ('note' in block) return lineOf(block.note);
  if ('code' in block) return block.code;
  if ('facts' in block) {
    const rows = block.facts.rows.map(([label, value]) => `${label}${afterLabel}${value}`);
    return [block.facts.caption, ...rows].join('\n');
  }
  const { label, url, spellOut, subdued } = block.button;
  // Before a link that is the whole point of the mail stands a sentence that leads to it.
  return spellOut && !subdued ? url : `${label}${afterLabel.trimEnd()}\n${url}`;
}

function lineOf(line: Line): string {
  return typeof line === 'string' ? line : `${line.text}\n${line.url}`;
}
