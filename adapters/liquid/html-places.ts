import { type Template, TypeGuards } from 'liquidjs';
import { withDepth } from './in-order.js';
import { type Place, TagReader } from './tag-reader.js';

export interface PlacedOutput {
  readonly place: Place;
  readonly template: Template;
}

/** Tags that write a value of their own. */
const WRITING = new Set(['echo', 'cycle']);

/**
 * Tells for each output of a template where in the HTML it stands: escaping makes text and most quoted
 * values safe, and nothing else. It reads the template's own text from top to bottom, as if every
 * branch were taken, once as Outlook does and once as everybody else.
 *
 * @param standsFor - what an output counts for at the beginning of a URL
 */
export function outputPlaces(
  templates: readonly Template[],
  standsFor: (template: Template) => string,
): PlacedOutput[] {
  return [false, true].flatMap((readsComments) => {
    const reader = new TagReader(readsComments);
    const outputs: PlacedOutput[] = [];
    for (const { template, depth } of withDepth(templates)) {
      const { token } = template;
      if (TypeGuards.isHTMLToken(token)) reader.read(token.getText(), depth);
      else if (writes(template)) {
        outputs.push({ place: reader.place(), template });
        reader.count(standsFor(template), depth);
      }
    }
    return outputs;
  });
}

function writes(template: Template): boolean {
  if (TypeGuards.isOutputToken(template.token)) return true;
  return 'name' in template && WRITING.has(String(template.name));
}
