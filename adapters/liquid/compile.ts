import type { Liquid } from 'liquidjs';
import { BoundedParser } from './bounded-parser.js';
import { MAX_TEMPLATE_LENGTH } from './engine.js';
import { deliveryFault, invalid, positionOf, reasonOf } from './faults.js';
import { writeAs } from './html-writing.js';
import type { KnownNames } from './known-variables.js';
import { type Configured, type HtmlOutputs, htmlOutputs } from './misplaced.js';
import { openRanges } from './open-ranges.js';
import { at } from './position.js';
import { isTimeout, withinTime } from './time-limit.js';
import { mentions, unknownVariables } from './unknown-variables.js';

/** Reading a template happens once, at a start that may be a slow one. */
const READING_MS = 2_000;

/** How many of the unknown variables a message names. */
const MOST_NAMED = 8;

const NOTHING: Configured = { settled: {}, links: {} };
const NO_OUTPUTS: HtmlOutputs = { misplaced: [], writings: new Map() };

export interface Compiled {
  /** Renders in bounded time and size; throws a coded `MailDeliveryError` where that fails. */
  render(variables: object, timeLimitMs: number): string;
  /** Whether the template names this variable. */
  uses(root: string): boolean;
}

/**
 * Reads a template and checks it: syntax, tags and filters, the variables that it names, and where
 * it lets them out.
 *
 * @param template.where - function and option, for messages: `liquidTemplates: reset_link.body`
 * @param template.configured - what the same variables come to in all mails, for HTML. @default nothing
 *
 * @throws LatchkeyError `ERR_INVALID_OPTION`, with the line and the column
 */
export function compile(
  liquid: Liquid,
  source: unknown,
  template: {
    readonly where: string;
    readonly known: KnownNames;
    readonly isHtml: boolean;
    readonly configured?: Configured;
  },
): Compiled {
  const { where, known, isHtml, configured = NOTHING } = template;
  if (typeof source !== 'string' || source.trim() === '')
    throw invalid(where, 'must be a text that is not empty');
  if (source.length > MAX_TEMPLATE_LENGTH)
    throw invalid(where, `must have ${MAX_TEMPLATE_LENGTH} characters at most`);

  const { parsed, analysis, ranges, outputs } = reading(where, () => {
    const templates = new BoundedParser(liquid).parse(source);
    const found = liquid.analyzeSync(templates, { partials: false });
    return {
      parsed: templates,
      analysis: found,
      ranges: openRanges(templates),
      outputs: isHtml ? htmlOutputs(templates, found, liquid, configured) : NO_OUTPUTS,
    };
  });
  const unknown = unknownVariables(analysis, known);
  if (unknown.length > 0) {
    const listed = unknown.slice(0, MOST_NAMED).map((each) => `${each.path} (${at(each)})`);
    if (unknown.length > MOST_NAMED) listed.push('and more');
    throw invalid(where, `names variables that are not there: ${listed.join(', ')}`);
  }
  const [range] = ranges;
  if (range !== undefined)
    throw invalid(where, `at ${at(range)} has a range that is not written out, as (1..5) is`);
  const [first] = outputs.misplaced;
  if (first !== undefined) throw invalid(where, `at ${at(first)} ${first.fault}`);
  for (const [output, writing] of outputs.writings) writeAs(output, writing);

  const roots = new Set(mentions(analysis).map(({ root }) => root));
  return {
    uses: (root) => roots.has(root),
    render(variables, timeLimitMs) {
      try {
        // LiquidJS' own limit comes first, since it can say where it was.
        return withinTime(timeLimitMs * 2, () => {
          const limits = { renderLimit: timeLimitMs };
          return String(liquid.renderSync(parsed, { ...variables }, limits));
        });
      } catch (error) {
        throw deliveryFault(where, error);
      }
    },
  };
}

function reading<Result>(where: string, read: () => Result): Result {
  try {
    return withinTime(READING_MS, read);
  } catch (error) {
    const position = positionOf(error);
    const place = position === null ? '' : ` at ${at(position)}`;
    const reason = isTimeout(error) ? 'it takes too long' : reasonOf(error);
    throw invalid(where, `cannot be read${place}: ${reason}`);
  }
}
