import type { LayoutContext, Letter, Line } from './letter.js';

/** Lays a letter out as plain text. Every link stands on a line of its own. */
export function layoutText(letter: Letter, { productName }: LayoutContext): string {
  const { action } = letter;
  const blocks = [
    productName,
    letter.heading,
    ...letter.paragraphs.map(lineOf),
    ...(action ? [action.spellOut ? action.url : `${action.label}:\n${action.url}`] : []),
    ...letter.notes.map(lineOf),
    `-- \n${letter.footer.map(lineOf).join('\n')}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function lineOf(line: Line): string {
  return typeof line === 'string' ? line : `${line.text}\n${line.url}`;
}
