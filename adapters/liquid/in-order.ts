import { type Template, toValueSync } from 'liquidjs';

/** A template's parts from top to bottom, those within its tags included, every branch once. */
export function* inOrder(templates: readonly Template[]): Generator<Template> {
  for (const { template } of withDepth(templates)) yield template;
}

/** The same, with the number of tags that each stands in. */
export function* withDepth(
  templates: readonly Template[],
  depth = 0,
): Generator<{ readonly template: Template; readonly depth: number }> {
  for (const template of templates) {
    yield { template, depth };
    const children = template.children?.(false, true);
    if (children !== undefined) yield* withDepth(toValueSync(children) as Template[], depth + 1);
  }
}
