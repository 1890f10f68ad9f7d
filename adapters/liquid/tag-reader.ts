import { type CommentText, readInComment } from './comment-text.js';
import { type ElementText, readInElement, TEXT_ELEMENTS, textOfElement } from './element-text.js';
import type { Place } from './place.js';
import { ownText, placeInValue, urlStart } from './url-start.js';

/** Who reads. */
export interface Reading {
  /** Whether `<!--[if mso]>` is HTML, as it is to Outlook and to nobody else. */
  readonly conditionals: boolean;
  /** Whether scripts run, so that what a `noscript` holds is no HTML. */
  readonly scripting: boolean;
}

/** In which elements of this kind are ignored, or are HTML, depending on what else stands there. */
const FOREIGN = new Set(['svg', 'math', 'select', 'frameset']);

const URL_PLACES: ReadonlySet<Place> = new Set(['url', 'in_url']);

/** Attributes by which a `meta` is no pragma. */
const NAMING = new Set(['name', 'property', 'itemprop']);

/** Longer names of tags and attributes are told apart no further. */
const MAX_NAME = 64;

type State =
  | 'text'
  | 'opening'
  | 'closing'
  | 'name'
  | 'tag'
  | 'attribute'
  | 'named'
  | 'equals'
  | 'unquoted'
  | 'quoted'
  | 'markup'
  | 'declaration'
  | 'comment'
  | 'element'
  | 'lost';

interface At {
  state: State;
  /** Of the tag that is being read, with `/` where it closes. */
  name: string;
  attribute: string;
  quote: string;
  /** What {@link urlStart} says of the value. */
  value: string;
  /** What the tag is as a `meta`: one with a name refreshes nothing. */
  meta: 'unknown' | 'named' | 'pragma';
  element: ElementText | null;
  comment: CommentText;
  isConditional: boolean;
  /** After `<!`, or at the beginning of a comment. */
  word: string;
  /** Whether a {@link FOREIGN} element has been opened. */
  isForeign: boolean;
}

/** What of it tells one place from another. */
const MEANINGFUL: Readonly<Record<State, readonly (keyof At)[]>> = {
  text: [],
  opening: [],
  closing: [],
  name: ['name'],
  tag: ['name', 'meta'],
  attribute: ['name', 'meta', 'attribute'],
  named: ['name', 'meta', 'attribute'],
  equals: ['name', 'meta', 'attribute'],
  unquoted: ['name', 'meta'],
  quoted: ['name', 'meta', 'attribute', 'quote', 'value'],
  markup: ['word'],
  declaration: [],
  comment: ['comment', 'isConditional', 'word'],
  element: ['element'],
  lost: [],
};

/**
 * As much of the HTML standard's tokenizer (13.2.5) as tells text, tags and values apart. It looks at
 * one character after the other and at none again, so its text may come in any pieces.
 */
export class TagReader {
  readonly #reading: Reading;
  #at: At = {
    state: 'text',
    name: '',
    attribute: '',
    quote: '',
    value: '',
    meta: 'unknown',
    element: null,
    comment: 'start',
    isConditional: false,
    word: '',
    isForeign: false,
  };

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  copy(): TagReader {
    const copy = new TagReader(this.#reading);
    copy.#at = { ...this.#at };
    return copy;
  }

  /** A reader of text of its own, which may become a part of this one's. */
  inside(): TagReader {
    const inside = new TagReader(this.#reading);
    inside.#at.isForeign = this.#at.isForeign;
    return inside;
  }

  /** A copy that has seen what another reader has seen of elements. */
  having(seen: TagReader): TagReader {
    const copy = this.copy();
    copy.#at.isForeign ||= seen.#at.isForeign;
    return copy;
  }

  /** The same for readers that whatever follows means the same to. */
  get key(): string {
    const at = this.#at;
    const told = MEANINGFUL[at.state].map((name) => at[name]);
    return JSON.stringify([at.state, at.isForeign, ...told]);
  }

  /** Where an output stands that comes next. */
  place(): Place {
    const { state, attribute, value, meta, element, isConditional } = this.#at;
    switch (state) {
      case 'text':
      case 'lost':
        return state;
      case 'declaration':
        return 'plain';
      case 'markup':
        return 'script';
      case 'comment':
        return isConditional ? 'conditional' : 'comment';
      case 'quoted':
        return placeInValue(attribute, value, meta === 'named');
      case 'element':
        // Half an end tag: with an empty output in it, it is a whole one.
        if (element === null || element.tail.startsWith('<')) return 'script';
        return TEXT_ELEMENTS[element.element] ?? 'script';
      default:
        return 'in_tag';
    }
  }

  /** Reads the template's own text. */
  read(text: string): this {
    for (const character of text) this.#at.state = this.#after(character);
    return this;
  }

  /**
   * Goes over an output, which is escaped by where it stands.
   *
   * @param standsFor - what it counts for at the beginning of a URL
   */
  write(standsFor: () => string): this {
    const at = this.#at;
    if (at.state === 'quoted') {
      if (URL_PLACES.has(this.place())) at.value = urlStart(at.attribute, at.value, standsFor());
    } else if (at.state === 'comment') [at.comment, at.word] = ['inside', ''];
    else if (at.state === 'equals') at.state = 'unquoted';
    else if (at.element !== null) at.element = { ...at.element, tail: '' };
    return this;
  }

  #after(character: string): State {
    const at = this.#at;
    switch (at.state) {
      case 'text':
        return character === '<' ? 'opening' : 'text';
      case 'quoted':
        if (character === at.quote) return 'tag';
        at.value = urlStart(at.attribute, at.value, ownText(character));
        return 'quoted';
      case 'element':
        return this.#inElement(character);
      case 'comment':
        return this.#inComment(character);
      case 'declaration':
        return character === '>' ? 'text' : 'declaration';
      case 'lost':
        return 'lost';
      case 'opening':
      case 'closing':
        return this.#open(at.state, character);
      case 'markup':
        return this.#inMarkup(character);
      default:
        return this.#inTag(at.state, character);
    }
  }

  #open(state: 'opening' | 'closing', character: string): State {
    const at = this.#at;
    if (/[a-z]/i.test(character)) {
      at.name = (state === 'closing' ? '/' : '') + character.toLowerCase();
      at.meta = 'unknown';
      return 'name';
    }
    if (state === 'closing') return character === '>' ? 'text' : 'declaration';
    if (character === '/') return 'closing';
    if (character === '?') return 'declaration';
    if (character === '<') return 'opening';
    at.word = '';
    return character === '!' ? 'markup' : 'text';
  }

  /** After `<!`. What is neither a comment nor `[CDATA[` ends at the first `>`, quoted or not. */
  #inMarkup(character: string): State {
    const at = this.#at;
    at.word += character;
    if (at.word === '--') {
      [at.comment, at.isConditional, at.word] = ['start', false, ''];
      return 'comment';
    }
    if (at.word === '[CDATA[') return at.isForeign ? 'lost' : 'declaration';
    if (at.word === '-' || '[CDATA['.startsWith(at.word)) return 'markup';
    return character === '>' ? 'text' : 'declaration';
  }

  #inComment(character: string): State {
    const at = this.#at;
    const isFirst = at.comment === 'start';
    const after = readInComment(at.comment, character);
    if (after === 'ended') return 'text';
    at.comment = after;
    at.word = isFirst || at.word !== '' ? at.word + character.toLowerCase() : '';
    if (!'[if'.startsWith(at.word)) at.word = '';
    if (at.word !== '[if') return 'comment';
    at.word = '';
    if (this.#reading.conditionals) return 'declaration';
    at.isConditional = true;
    return 'comment';
  }

  #inElement(character: string): State {
    const at = this.#at;
    if (at.element === null) return 'text';
    const element = readInElement(at.element, character);
    if (element !== null) {
      at.element = element;
      return 'element';
    }
    [at.name, at.element] = [`/${at.element.element}`, null];
    return this.#inTag('name', character);
  }

  #inTag(state: State, character: string): State {
    const at = this.#at;
    const isSpace = /[\t\n\f\r ]/.test(character);
    if (character === '>') return this.#endTag();
    switch (state) {
      case 'name':
        if (!isSpace && character !== '/') {
          at.name = longer(at.name, character);
          return 'name';
        }
        if (!Object.hasOwn(TEXT_ELEMENTS, at.name) && !FOREIGN.has(at.name)) at.name = '';
        return 'tag';
      case 'attribute':
      case 'named':
        if (character === '=') {
          if (at.attribute === 'http-equiv') at.meta = 'pragma';
          else if (NAMING.has(at.attribute) && at.meta === 'unknown') at.meta = 'named';
          return 'equals';
        }
        if (isSpace) return 'named';
        if (character === '/') return 'tag';
        at.attribute = longer(state === 'named' ? '' : at.attribute, character);
        return 'attribute';
      case 'equals':
        if (isSpace) return 'equals';
        [at.quote, at.value] = [character, ''];
        return character === '"' || character === "'" ? 'quoted' : 'unquoted';
      case 'unquoted':
        return isSpace ? 'tag' : 'unquoted';
      default:
        if (isSpace || character === '/') return 'tag';
        // An equals sign, too, begins a name here.
        at.attribute = character.toLowerCase();
        return 'attribute';
    }
  }

  #endTag(): State {
    const at = this.#at;
    at.isForeign ||= FOREIGN.has(at.name);
    const isText =
      Object.hasOwn(TEXT_ELEMENTS, at.name) && (at.name !== 'noscript' || this.#reading.scripting);
    if (!isText) return 'text';
    if (at.isForeign) return 'lost';
    at.element = textOfElement(at.name);
    return 'element';
  }
}

function longer(name: string, character: string): string {
  return name.length < MAX_NAME ? name + character.toLowerCase() : name;
}
