import type { Comparable } from 'liquidjs';

/**
 * HTML in which every value is escaped already: what `escape`, `newline_to_br` and `capture` make.
 * Where markup counts, a template's output takes it as it is, so that `{{ user.name | escape }}` is
 * escaped once; elsewhere its quotes and brackets are escaped as well. A filter that makes other text
 * of it makes a plain string, which is escaped as any other: never too little.
 *
 * In comparisons it is its text. Only code makes one; data from a request or a row never passes for it.
 */
export class SafeHtml implements Comparable {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether a value is one; a look-alike has no private field. */
  static is(value: unknown): value is SafeHtml {
    return typeof value === 'object' && value !== null && #text in value;
  }

  get length(): number {
    return this.#text.length;
  }

  get size(): number {
    return this.#text.length;
  }

  toString(): string {
    return this.#text;
  }

  indexOf(part: unknown): number {
    return this.#text.indexOf(String(part));
  }

  equals(other: unknown) {
    // `blank`, `empty` and `nil` know for themselves what equals them.
    return isComparable(other) ? other.equals(this.#text) : this.#text === textOf(other);
  }

  gt(other: unknown): boolean {
    return this.#text > String(textOf(other));
  }

  geq(other: unknown): boolean {
    return this.#text >= String(textOf(other));
  }

  lt(other: unknown): boolean {
    return this.#text < String(textOf(other));
  }

  leq(other: unknown): boolean {
    return this.#text <= String(textOf(other));
  }
}

function textOf(value: unknown): unknown {
  return SafeHtml.is(value) ? value.toString() : value;
}

function isComparable(value: unknown): value is Comparable {
  if (typeof value !== 'object' || value === null || SafeHtml.is(value)) return false;
  return 'equals' in value && typeof value.equals === 'function';
}
