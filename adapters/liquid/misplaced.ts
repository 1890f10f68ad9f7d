import {
  DecrementTag,
  IncrementTag,
  type Liquid,
  type StaticAnalysis,
  type Template,
  type Variable,
} from 'liquidjs';
import { htmlPlaces } from './html-places.js';
import { type HtmlWriting, writingAt } from './html-writing.js';
import type { Place } from './place.js';
import { at, type Position, startOf } from './position.js';
import { changingFilters, isPlainUrl, settledStart } from './stand-in.js';
import { mentions } from './unknown-variables.js';
import { KNOWN_START, UNKNOWN_START } from './url-start.js';

/** An output that cannot be made safe where it stands, or a tag that leaves that open. */
export interface Misplaced extends Position {
  readonly fault: string;
}

/** What the configuration says, the same for everybody. */
const CONFIGURED =
  /^(?:application|client|connection|tenant|friendly_name|support_email|support_url|custom_domain)(?:[.[]|$)/;

/** What may style a mail beside it: the colours of a brand. */
const COLOURS = /^organization\.branding\.colors(?:[.[]|$)/;

/** What may say where a URL leads beside it: links of the library's own. */
const LINKS = /^(?:url|disavow_url)$/;

/** What may be a whole URL, since it is one for certain, of somebody who chose it. */
const CHOSEN = /^(?:user\.picture|organization\.branding\.logo_url)$/;

/** What may begin a URL. */
const WHOLE = new RegExp(`${LINKS.source}|${CHOSEN.source}`);

/** What the configuration says, once and for all. */
export interface Configured {
  /** The variables that are the same in all mails. */
  readonly settled: Readonly<Record<string, unknown>>;
  /** The application's own variables that are URLs once and for all. */
  readonly links: Readonly<Record<string, string>>;
}

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
 * @param liquid - the engine that renders them
 */
export function htmlOutputs(
  templates: readonly Template[],
  analysis: StaticAnalysis,
  liquid: Liquid,
  { settled, links }: Configured,
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
  const strangeIn = (template: Template, also?: RegExp) =>
    namesIn(template).find(
      (name) =>
        !given.has(at(name)) ||
        made.has(name.root) ||
        !(CONFIGURED.test(name.path) || Object.hasOwn(links, name.path) || also?.test(name.path)),
    );

  /** The link is there in every mail that may name it, with its path. */
  function startOfUrl(template: Template): string {
    if (isPlainUrl(template) && strangeIn(template, LINKS) === undefined) return `${KNOWN_START}/`;
    if (strangeIn(template) !== undefined) return UNKNOWN_START;
    return settledStart(template, liquid, { ...settled, ...links });
  }

  const starts = new Map<Template, string>();
  function standsFor(template: Template): string {
    const start = starts.get(template) ?? startOfUrl(template);
    starts.set(template, start);
    return start;
  }

  function faultInUrl(place: 'url' | 'in_url', template: Template): string | undefined {
    const strange =
      strangeIn(template, place === 'url' ? WHOLE : LINKS)?.path ?? counterOf(template);
    if (strange !== undefined)
      return `lets "${strange}" say where a URL leads; write its scheme and host before it, in text or by a variable that is configured`;
    const chosen = namesIn(template).find(({ path }) => CHOSEN.test(path));
    const [filter] = changingFilters(template);
    if (chosen === undefined || filter === undefined) return undefined;
    return `lets "${chosen.path}" say where a URL leads; take the filter "${filter}" out, which may make another URL of it`;
  }

  function faultAt(place: Place, template: Template): string | undefined {
    if (place === 'url' || place === 'in_url') return faultInUrl(place, template);
    if (place !== 'style') return FAULTS[place];
    const strange = strangeIn(template, COLOURS)?.path;
    return strange && `lets "${strange}" into a style; take it out`;
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

/** A counter is a number, and a host may be one. It counts on from the variable of its name. */
function counterOf(template: Template): string | undefined {
  const tag: object = template;
  if (!(tag instanceof IncrementTag || tag instanceof DecrementTag)) return undefined;
  const [counter] = tag.localScope();
  return typeof counter === 'string' ? counter : counter?.content;
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
