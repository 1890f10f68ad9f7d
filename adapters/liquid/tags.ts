import {
  CaptureTag,
  type Context,
  CycleTag,
  type Liquid,
  type TagToken,
  type TopLevelToken,
  TypeGuards,
  Value,
} from 'liquidjs';
import { SafeHtml } from './safe-html.js';
import type { Surroundings } from './surroundings.js';

/** Auth0's tags, and those of LiquidJS that do no more than these. */
const TAGS = new Set(
  (
    'assign capture case comment cycle echo for break continue if unless ' +
    'increment decrement liquid raw tablerow #'
  ).split(' '),
);

const READS_FILES = 'reads another file, and mails read none: put its text here';

/** What else somebody may have used at Auth0, and why it is not there. */
const REFUSED: Readonly<Record<string, string>> = {
  include: READS_FILES,
  render: READS_FILES,
  layout: READS_FILES,
  block: READS_FILES,
  debug: 'would show every variable to the reader: take it out',
};

/** Leaves an engine the tags that a mail may have; the others fail where a template is read. */
export function setTags(liquid: Liquid, surroundings: Surroundings): void {
  for (const name of Object.keys(liquid.tags)) if (!TAGS.has(name)) delete liquid.tags[name];
  for (const [name, reason] of Object.entries(REFUSED)) {
    liquid.registerTag(name, {
      parse() {
        throw new Error(`the tag "${name}" ${reason}`);
      },
      render() {},
    });
  }
  liquid.registerTag('cycle', CheckedCycle);
  if (surroundings === 'html') liquid.registerTag('capture', CaptureHtml);
}

/** LiquidJS looks at the filters within a `cycle` when it is rendered, and not before. */
class CheckedCycle extends CycleTag {
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    for (const candidate of this.arguments())
      if (TypeGuards.isFilteredValueToken(candidate)) new Value(candidate, liquid);
  }
}

/** What was captured holds the template's own markup, and its values are escaped already. */
class CaptureHtml extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    yield* super.render(context);
    const scope = context.bottom();
    scope[this.variable] = new SafeHtml(String(scope[this.variable]));
  }
}
