import type { StaticAnalysis, Template, Variable } from 'liquidjs';
import { htmlPlaces } from './html-places.js';
import { type HtmlWriting, writingAt } from './html-writing.js';
import type { Place } from './place.js';
import { at, type Position, startOf } from './position.js';
import { mentions } from './unknown-variables.js';
import { KNOWN_START } from './url-start.js';

/** An output that cannot be made safe where it stands, or a tag that leaves that open. */
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

/** What the HTML around its outputs says of a template. */
export interface HtmlOutputs {
  /** What cannot stand as it does, from top to bottom. */
  readonly misplaced: readonly Misplaced[];
  /** How the values of all others are to be written. */
  readonly writings: ReadonlyMap<Template, HtmlWriting>;
}

/** What each of these places lets nothing into. */
const FAULTS: Readonly<Partial<Record<Place, string>>> = {
  in_tag: 'stands in a tag outside of quotes; put quotes around it',
  script: 'stands where HTML has no way to escape it; take it out',
  lost: 'comes after a <style>, <title> or the like within an <svg>, <math> or <select>; take that out',
};

/**
 * Finds the outputs that stand where escaping does not help: in a tag outside of quotes, in a script,
 * in a style, and where a URL begins. In the last two the configuration's values may stand, and a few
 * that are nothing but a colour or a URL.
 *
 * @param links - the application's own variables that are URLs once and for all
 */
export function htmlOutputs(
  templates: readonly Template[],
  analysis: StaticAnalysis,
  links: ReadonlySet<string>,
): HtmlOutputs {
  const named = mentions(analysis);
  const given = new Set(Object.values(analysis.globals).flat().map(locationOf));
  // In a loop, what is given at first may be made by then.
  const made = new Set(Object.keys(analysis.locals));

  function namesIn({ token }: Template) {
    const start = startOf(token);
    const end = endOf(token.getText(), start);
    return named.filter((variable) => isWithin(variable, start, end));
  }

  /** The first name in an output that is of neither kind, or was given another meaning. */
  const strangeIn = (template: Template, also: RegExp) =>
    namesIn(template).find(
      (name) =>
        !given.has(at(name)) ||
        made.has(name.root) ||
        !(CONFIGURED.test(name.path) || links.has(name.path) || also.test(name.path)),
    );

  /** The link is there in every mail that may name it, with its path; what may be empty says nothing. */
  function standsFor(template: Template): string {
    const [first] = namesIn(template);
    if (first === undefined || strangeIn(template, /^url$/) !== undefined) return '';
    return first.path === 'url' ? `${KNOWN_START}/` : KNOWN_START;
  }

  function faultAt(place: Place, template: Template): string | undefined {
    if (place !== 'style' && place !== 'url') return FAULTS[place];
    const strange = strangeIn(template, place === 'style' ? COLOURS : LINKS)?.path;
    if (strange === undefined) return undefined;
    return place === 'style'
      ? `lets "${strange}" into a style; take it out`
      : `lets "${strange}" say where a URL leads; write its scheme and host before it`;
  }

  const { places, unfollowed } = htmlPlaces(templates, standsFor);
  const misplaced = [...places].flatMap(([template, all]) => {
    const faults = [...all].map((place) => faultAt(place, template));
    const fault = faults.find((each) => each !== undefined);
    if (fault === undefined) return [];
    // By another branch it may be well placed, and nobody would look for what is wrong.
    const depends = all.has('in_tag') && (all.has('text') || all.has('quoted'));
    const said = depends ? fault.replace(';', ', by one of the branches before it;') : fault;
    return [{ ...startOf(template.token), fault: said }];
  });
  return {
    misplaced: [
      ...misplaced,
      ...unfollowed.map(({ template, fault }) => ({ ...startOf(template.token), fault })),
    ].sort((one, other) => (isBefore(one, other) ? -1 : 1)),
    writings: new Map([...places].map(([template, all]) => [template, writingAt(all)])),
  };
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
