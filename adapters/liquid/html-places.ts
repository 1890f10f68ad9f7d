import {
  BreakTag,
  CaptureTag,
  CaseTag,
  ContinueTag,
  CycleTag,
  DecrementTag,
  EchoTag,
  ForTag,
  IfTag,
  IncrementTag,
  LiquidTag,
  Output,
  RawTag,
  TablerowTag,
  type Template,
  TypeGuards,
  UnlessTag,
} from 'liquidjs';
import type { Place } from './place.js';
import { type Reading, TagReader } from './tag-reader.js';

/** A part of a template that cannot be followed, and why. */
export interface Unfollowed {
  readonly template: Template;
  readonly fault: string;
}

export interface HtmlPlaces {
  /** Every place that an output may stand in, whoever reads it and whatever branches are taken. */
  readonly places: ReadonlyMap<Template, ReadonlySet<Place>>;
  readonly unfollowed: readonly Unfollowed[];
}

/** Everybody, Outlook, and who runs scripts. */
const READINGS: readonly Reading[] = [
  { conditionals: false, scripting: false },
  { conditionals: true, scripting: false },
  { conditionals: false, scripting: true },
];

/** In how many places at once a template may be, by the branches before. */
const MAX_READERS = 16;

/** Tags that write a value of their own. */
const WRITING = [Output, EchoTag, CycleTag, IncrementTag, DecrementTag];

/**
 * Tells for each output of a template where in the HTML it stands. It follows all branches, each from
 * where its tag stands, and loops until they lead nowhere new. What a `capture` holds is HTML of its
 * own, since it may come out anywhere.
 *
 * @param standsFor - what an output counts for at the beginning of a URL
 */
export function htmlPlaces(
  templates: readonly Template[],
  standsFor: (template: Template) => string,
): HtmlPlaces {
  const places = new Map<Template, Set<Place>>();
  const unfollowed: Unfollowed[] = [];
  for (const reading of READINGS)
    new Walk({ standsFor, places, unfollowed }).through(templates, [new TagReader(reading)]);
  return { places, unfollowed };
}

/** A tag that `break` and `continue` lead out of, with the readers that they take along. */
interface Frame {
  readonly kind: 'loop' | 'row' | 'capture';
  readonly left: TagReader[];
  /** The readers around it, which go on outside of it. */
  readonly around: readonly TagReader[];
}

type Readers = readonly TagReader[];

class Walk {
  readonly #standsFor: (template: Template) => string;
  readonly #places: Map<Template, Set<Place>>;
  readonly #unfollowed: Unfollowed[];
  readonly #frames: Frame[] = [];

  constructor(into: {
    readonly standsFor: (template: Template) => string;
    readonly places: Map<Template, Set<Place>>;
    readonly unfollowed: Unfollowed[];
  }) {
    this.#standsFor = into.standsFor;
    this.#places = into.places;
    this.#unfollowed = into.unfollowed;
  }

  /** Goes through templates from each of these places, and returns all places that this leads to. */
  through(templates: readonly Template[], from: Readers): Readers {
    let readers = from;
    for (const template of templates) {
      // After a `break` there is nobody left to read.
      if (readers.length === 0) break;
      readers = this.#distinct(template, this.#past(template, readers));
    }
    return readers;
  }

  #past(template: Template, from: Readers): Readers {
    if (TypeGuards.isHTMLToken(template.token)) return reading(from, template.token.getContent());
    if (template instanceof RawTag) return reading(from, template.render());
    if (WRITING.some((tag) => template instanceof tag)) return this.#pastOutput(template, from);
    if (template instanceof LiquidTag) return this.through(template.templates, from);
    if (template instanceof IfTag || template instanceof UnlessTag)
      return [...template.branches, { templates: template.elseTemplates ?? [] }].flatMap(
        ({ templates }) => this.through(templates, from),
      );
    if (template instanceof CaseTag) return this.#pastCase(template, from);
    if (template instanceof ForTag) {
      const rounds = this.#rounds(template, from, 'loop', (start) =>
        this.through(template.templates, start),
      );
      return [...from, ...rounds, ...this.through(template.elseTemplates, from)];
    }
    if (template instanceof TablerowTag) return [...from, ...this.#pastRows(template, from)];
    const tag: object = template;
    if (tag instanceof CaptureTag) return this.#pastCapture(template, tag.templates, from);
    if (template instanceof BreakTag || template instanceof ContinueTag)
      return this.#leave(template, from);
    return from;
  }

  #pastOutput(template: Template, from: Readers): Readers {
    const places = this.#places.get(template) ?? new Set();
    this.#places.set(template, places);
    for (const reader of from) places.add(reader.place());
    return from.map((reader) => reader.copy().write(() => this.#standsFor(template)));
  }

  /** LiquidJS takes every branch of a `case` that fits, one after the other. */
  #pastCase(template: CaseTag, from: Readers): Readers {
    const { branches, elseTemplates } = template;
    const isOneOnly = areDistinct(branches.flatMap(({ values }) => values));
    let taken: Readers = [];
    for (const { templates } of branches) {
      const before = isOneOnly ? from : [...from, ...taken];
      taken = this.#distinct(template, [...taken, ...this.through(templates, before)]);
    }
    return [...taken, ...this.through(elseTemplates, from)];
  }

  /** It writes tags around each cell. */
  #pastRows(template: TablerowTag, from: Readers): Readers {
    return this.#rounds(template, from, 'row', (start) => {
      const cell = reading(start, '<tr class="row1"><td class="col1">');
      return reading(this.through(template.templates, cell), '</td></tr>');
    });
  }

  #rounds(
    template: Template,
    from: Readers,
    kind: 'loop' | 'row',
    round: (start: Readers) => Readers,
  ): Readers {
    const met = new Set<string>();
    const ends: TagReader[] = [];
    for (let start = from; start.length > 0 && met.size <= MAX_READERS; ) {
      for (const reader of start) met.add(reader.key);
      const frame: Frame = { kind, left: [], around: [] };
      this.#frames.push(frame);
      const after = round(start);
      this.#frames.pop();
      const found = this.#distinct(template, [...after, ...frame.left]);
      ends.push(...found);
      start = found.filter((reader) => !met.has(reader.key));
    }
    return ends;
  }

  #pastCapture(template: Template, captured: readonly Template[], from: Readers): Readers {
    const frame: Frame = { kind: 'capture', left: [], around: from };
    this.#frames.push(frame);
    const inside = this.#distinct(
      template,
      from.map((reader) => reader.inside()),
    );
    const after = this.through(captured, inside);
    this.#frames.pop();
    const ends = [...after, ...frame.left];
    if (ends.some((reader) => reader.place() !== 'text'))
      this.#report(template, 'captures HTML that is left open; close in it what is opened in it');
    return from.flatMap((reader) => after.map((end) => reader.having(end)));
  }

  /** Up to the loop around it, or else to the end of the template. */
  #leave(template: Template, from: Readers): Readers {
    let leaving = from;
    for (const frame of [...this.#frames].reverse()) {
      if (frame.kind === 'row')
        this.#report(template, 'leaves a "tablerow", whose other cells it would cut off as well');
      frame.left.push(...leaving);
      if (frame.kind !== 'capture') break;
      leaving = frame.around;
    }
    return [];
  }

  #distinct(template: Template, readers: Readers): Readers {
    const byKey = new Map(readers.map((reader) => [reader.key, reader]));
    if (byKey.size > MAX_READERS)
      this.#report(
        template,
        'leaves HTML open in too many ways; write whole tags into its branches',
      );
    return [...byKey.values()].slice(0, MAX_READERS);
  }

  #report(template: Template, fault: string): void {
    this.#unfollowed.push({ template, fault });
  }
}

function reading(readers: Readers, text: string): Readers {
  return readers.map((reader) => reader.copy().read(text));
}

/** Whether no two of these can be the same. */
function areDistinct(values: CaseTag['branches'][number]['values']): boolean {
  const written = values.map((value) =>
    TypeGuards.isQuotedToken(value) || TypeGuards.isNumberToken(value) ? value.content : null,
  );
  return !written.includes(null) && new Set(written).size === written.length;
}
