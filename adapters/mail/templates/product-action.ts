import type { Letter } from '../letter.js';
import type { MailTools } from '../template.js';

/** The button to the product's front page, where there is one. */
export function productAction({ product, language, names }: MailTools): Pick<Letter, 'action'> {
  if (product.url === undefined) return {};
  return { action: { label: language.open(names), url: product.url, spellOut: false } };
}
