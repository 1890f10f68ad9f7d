import { ParseError, Parser, type TopLevelToken, TypeGuards } from 'liquidjs';

/** How deep blocks may stand in blocks. */
const MAX_BLOCKS = 50;

/** How deep brackets and ranges may stand in each other: `a[b[c]]`. */
const MAX_BRACKETS = 20;

/**
 * Reads templates that nest as deep as mails do. LiquidJS reads and renders what nests by recursion,
 * and at the end of the stack V8 does not always throw: where it has to compile a regular expression
 * there, it ends the process.
 */
export class BoundedParser extends Parser {
  #depth = 0;

  override parseToken(
    token: TopLevelToken,
    remaining: TopLevelToken[],
  ): ReturnType<Parser['parseToken']> {
    if (this.#depth >= MAX_BLOCKS) throw tooDeep('blocks', MAX_BLOCKS, token);
    const isText = TypeGuards.isHTMLToken(token);
    if (!isText && bracketsIn(token.getText()) > MAX_BRACKETS)
      throw tooDeep('brackets', MAX_BRACKETS, token);
    this.#depth += 1;
    try {
      return super.parseToken(token, remaining);
    } finally {
      this.#depth -= 1;
    }
  }
}

function tooDeep(what: string, most: number, token: TopLevelToken): ParseError {
  return new ParseError(new Error(`more than ${most} ${what} stand in each other`), token);
}

function bracketsIn(text: string): number {
  let open = 0;
  let most = 0;
  for (const character of text) {
    if (character === '[' || character === '(') open += 1;
    else if (character === ']' || character === ')') open = Math.max(0, open - 1);
    most = Math.max(most, open);
  }
  return most;
}
