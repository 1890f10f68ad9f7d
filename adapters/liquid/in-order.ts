import { type Template, toValueSync } from 'liquidjs';

/** A template's parts from top to bottom, those within its tags included, every branch once. */
export function* inOrder(templates: readonly Template[]): Generator<Template> {
  for (const template of templates) {
    yield template;
    const children = template.children?.(false, true);
    if (children !== undefined) yield* inOrder(toValueSync(children) as Template[]);
  }
}
