/** Where a browser is in its reading. `url` is the beginning of one, which says where it leads. */
export type Place = 'text' | 'quoted' | 'in_tag' | 'style' | 'script' | 'url';

/** Elements whose text is no HTML. In the first two character references still count. */
const TEXT_ELEMENTS: Readonly<Record<string, Place>> = {
  title: 'text',
  textarea: 'text',
  style: 'style',
  script: 'script',
  xmp: 'script',
  iframe: 'script',
  noembed: 'script',
  noframes: 'script',
  plaintext: 'script',
};

/** Attributes that are URLs. */
const URLS = new Set(
  'href xlink:href src srcset action formaction background poster data ping lowsrc'.split(' '),
);

/** Stands, in a value that is read, for an output that says where a URL leads. */
export const KNOWN_START = '\ue000';

/** A URL's scheme and host, with what ends them. No `javascript:`, which has comments that look so. */
const WITH_HOST = new RegExp(
  `^\\s*(?:mailto:|(?:${KNOWN_START}[^\\s/?#\\\\]*|(?!javascript:)[a-z][a-z\\d+.-]*://[^\\s/?#\\\\]+)[/?#])`,
  'i',
);

type State =
  | 'text'
  | 'opening'
  | 'name'
  | 'tag'
  | 'attribute'
  | 'equals'
  | 'unquoted'
  | 'quoted'
  | 'declaration'
  | 'comment'
  | 'element_text';

/** As much of the HTML standard's tokenizer (13.2.5) as tells text, tags and values apart. */
export class TagReader {
  #state: State = 'text';
  #quote = '';
  /** Of the tag that is being read; `/` and more in one that closes. */
  #name = '';
  /** The element whose text is being read, of those in {@link TEXT_ELEMENTS}. */
  #element = '';
  /** Of the attribute that is being read. */
  #attribute = '';
  /** Whether a tag of Liquid parts the attribute's name, which then may be another one. */
  #isParted = false;
  /** How much of the attribute's value is certainly there, whatever branches are taken. */
  #value = '';
  /** In how many tags of Liquid the value began. */
  #depth = 0;
  readonly #readsComments: boolean;

  /**
   * @param readsComments - whether `<!--[if mso]>` is HTML, as it is to Outlook and to nobody else
   */
  constructor(readsComments: boolean) {
    this.#readsComments = readsComments;
  }

  /** Where an output stands that comes next. */
  place(): Place {
    if (this.#state === 'quoted') return this.#placeInValue();
    if (this.#state === 'element_text') return TEXT_ELEMENTS[this.#element] ?? 'script';
    return ['text', 'comment', 'declaration'].includes(this.#state) ? 'text' : 'in_tag';
  }

  /**
   * Reads the template's own text.
   *
   * @param depth - in how many tags of Liquid it stands
   */
  read(text: string, depth: number): void {
    if (this.#state === 'attribute' || this.#state === 'tag') this.#isParted = true;
    for (let index = 0; index < text.length; index += 1) {
      const before = this.#state;
      this.#state = this.#after(text, index);
      if (this.#state !== 'quoted') continue;
      if (before === 'quoted') this.count(text.charAt(index), depth);
      else [this.#value, this.#depth] = ['', depth];
    }
  }

  /** Adds to the value what always is there; what a branch says may be missing. */
  count(text: string, depth: number): void {
    if (this.#state === 'quoted' && depth === this.#depth) this.#value += text;
  }

  #placeInValue(): Place {
    const name = this.#attribute;
    if (this.#isParted || name === 'srcdoc' || name.startsWith('on')) return 'script';
    if (name === 'style') return 'style';
    return URLS.has(name) && !WITH_HOST.test(this.#value) ? 'url' : 'quoted';
  }

  #after(text: string, index: number): State {
    const state = this.#state;
    const character = text.charAt(index);
    const isSpace = /[\t\n\f\r ]/.test(character);
    switch (state) {
      case 'text':
        return character === '<' ? 'opening' : 'text';
      case 'opening':
        return this.#open(text, index);
      case 'comment':
        return text.startsWith('-->', index - 2) ? 'text' : 'comment';
      case 'declaration':
        return character === '>' ? 'text' : 'declaration';
      case 'element_text':
        return this.#closes(text, index) ? 'opening' : 'element_text';
      case 'quoted':
        return character === this.#quote ? 'tag' : 'quoted';
    }
    if (character === '>') return this.#endTag();
    switch (state) {
      case 'name':
        if (isSpace || (character === '/' && this.#name !== '')) return 'tag';
        this.#name += character.toLowerCase();
        return 'name';
      case 'tag':
      case 'attribute':
        if (character === '=') return 'equals';
        if (isSpace || character === '/') return 'tag';
        if (state === 'tag') [this.#attribute, this.#isParted] = ['', false];
        this.#attribute += character.toLowerCase();
        return 'attribute';
      case 'equals':
        if (isSpace) return 'equals';
        this.#quote = character;
        return character === '"' || character === "'" ? 'quoted' : 'unquoted';
      case 'unquoted':
        return isSpace ? 'tag' : 'unquoted';
    }
  }

  #open(text: string, index: number): State {
    const character = text.charAt(index);
    this.#name = '';
    if (/[a-z/]/i.test(character)) {
      this.#name = character.toLowerCase();
      return 'name';
    }
    if (character === '!' || character === '?') {
      const isRead = this.#readsComments && /^--\[if/i.test(text.slice(index + 1, index + 6));
      return text.startsWith('--', index + 1) && !isRead ? 'comment' : 'declaration';
    }
    return character === '<' ? 'opening' : 'text';
  }

  #closes(text: string, index: number): boolean {
    const end = `</${this.#element}`;
    return text.slice(index, index + end.length).toLowerCase() === end;
  }

  #endTag(): State {
    const opens = Object.hasOwn(TEXT_ELEMENTS, this.#name);
    this.#element = opens ? this.#name : '';
    return opens ? 'element_text' : 'text';
  }
}
