import { type Template, type Token, TypeGuards, Value } from 'liquidjs';
import { inOrder } from './in-order.js';
import { type Position, startOf } from './position.js';

/** Further than any list of a mail goes. */
const MAX_BOUND = 10_000;

/**
 * Finds the ranges that are not written out as `(1..5)`. LiquidJS makes a list of every range, and
 * above 2^53 that list has no end: the process would be out of memory before it is out of time.
 */
export function openRanges(templates: readonly Template[]): Position[] {
  const open: Position[] = [];
  for (const template of inOrder(templates)) {
    for (const token of [...(template.arguments?.() ?? [])].flatMap(tokensOf)) {
      if (!TypeGuards.isRangeToken(token)) continue;
      if (isWrittenOut(token.lhs) && isWrittenOut(token.rhs)) continue;
      open.push(startOf(token));
    }
  }
  return open;
}

function isWrittenOut(bound: Token): boolean {
  return TypeGuards.isNumberToken(bound) && Math.abs(bound.content) <= MAX_BOUND;
}

/** Every token within a tag's argument, however deep. */
function tokensOf(argument: unknown): Token[] {
  if (typeof argument !== 'object' || argument === null) return [];
  if (argument instanceof Value || TypeGuards.isFilteredValueToken(argument)) {
    const { initial, filters } = argument;
    return [...initial.postfix, ...filters.flatMap(({ args }) => args.flat())].flatMap(tokensOf);
  }
  const token = argument as Token;
  if (TypeGuards.isRangeToken(token)) return [token, ...[token.lhs, token.rhs].flatMap(tokensOf)];
  if (TypeGuards.isPropertyAccessToken(token))
    return [token.variable, ...token.props].flatMap(tokensOf);
  return [token];
}
