import type { StaticAnalysis, Template, Variable } from 'liquidjs';
import { outputPlaces } from './html-places.js';
import { at, type Position, startOf } from './position.js';
import { KNOWN_START } from './tag-reader.js';
import { mentions } from './unknown-variables.js';

/** An output that cannot be made safe where it stands. */
export interface Misplaced extends Position {
  readonly fault: string;
}

/** What the configuration says, the same for everybody. */
const CONFIGURED =
  /^(?:application|client|connection|tenant|friendly_name|support_email|support_url|custom_domain)(?:[.[]|$)/;

/** What may style a mail beside it: the colours of a brand. */
const COLOURS = /^organization\.branding\.colors(?:[.[]|$)/;

/** What may say where a URL leads beside it: links of the library's own, and what is a URL for certain. */
const LINKS = /^(?:url|disavow_url|user\.picture|organization\.branding\.logo_url)$/;

/**
 * Finds the outputs that stand where escaping does not help: in a tag outside of quotes, in a script,
 * in a style, and where a URL begins. In the last two the configuration's values may stand, and a few
 * that are nothing but a colour or a URL.
 */
export function misplacedOutputs(
  templates: readonly Template[],
  analysis: StaticAnalysis,
): Misplaced[] {
  const named = mentions(analysis);
  const given = new Set(Object.values(analysis.globals).flat().map(locationOf));

  function namesIn({ token }: Template) {
    const start = startOf(token);
    const end = endOf(token.getText(), start);
    return named.filter((variable) => isWithin(variable, start, end));
  }

  /** The first name in an output that is of neither kind, or was given another meaning. */
  const strangeIn = (template: Template, also: RegExp) =>
    namesIn(template).find(
      (name) => !given.has(at(name)) || !(CONFIGURED.test(name.path) || also.test(name.path)),
    );

  /** The link is there in every mail that may name it, with its path; what may be empty says nothing. */
  function standsFor(template: Template): string {
    const [first] = namesIn(template);
    if (first === undefined || strangeIn(template, /^url$/) !== undefined) return '';
    return first.path === 'url' ? `${KNOWN_START}/` : KNOWN_START;
  }

  return outputPlaces(templates, standsFor).flatMap(({ place, template }) => {
    const start = startOf(template.token);
    if (place === 'in_tag')
      return [{ ...start, fault: 'stands in a tag outside of quotes; put quotes around it' }];
    if (place === 'script')
      return [{ ...start, fault: 'stands where HTML has no way to escape it; take it out' }];
    if (place !== 'style' && place !== 'url') return [];
    const strange = strangeIn(template, place === 'style' ? COLOURS : LINKS)?.path;
    if (strange === undefined) return [];
    const fault =
      place === 'style'
        ? `lets "${strange}" into a style; take it out`
        : `lets "${strange}" say where a URL leads; write its scheme and host before it`;
    return [{ ...start, fault }];
  });
}

function locationOf({ location }: Variable): string {
  return at({ line: location.row, column: location.col });
}

function endOf(text: string, { line, column }: Position): Position {
  const lines = text.split('\n');
  const last = lines.at(-1)?.length ?? 0;
  return { line: line + lines.length - 1, column: lines.length === 1 ? column + last : last + 1 };
}

function isWithin(place: Position, start: Position, end: Position): boolean {
  return !isBefore(place, start) && isBefore(place, end);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.column < other.column);
}
