import type { Block } from '../letter.js';
import type { MailTools } from '../template.js';

/** The button to the product's front page, where there is one. */
export function productAction({ product, language, names }: MailTools): readonly Block[] {
  if (product.url === undefined) return [];
  return [{ button: { label: language.open(names), url: product.url, spellOut: false } }];
}
