import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from './dialect.js';
import type { ResolvedMapping } from './resolve-mapping.js';

/** How accounts are looked up: what proposes them, and in which order, the smallest first. */
export interface AddressLookup {
  readonly condition: RawBuilder<unknown>;
  readonly nearness: RawBuilder<unknown>;
}

/**
 * The condition is one that an index serves, and matches whatever the column's collation takes for
 * equal. So a stranger could register enough look-alikes (`mıke@`, `míke@`) to push the owner out
 * of the first rows; hence the order: the very spellings first, then what differs in case alone.
 * The core compares again, in JavaScript.
 */
export function addressLookup(
  mapping: ResolvedMapping,
  dialect: Dialect,
  spellings: readonly string[],
): AddressLookup {
  const email = sql.id(mapping.email);
  const text = dialect.asText(email);
  const given = spellings.map((spelling) => dialect.asText(sql`${spelling}`));
  const isSpelled = given.map((spelling) => dialect.same(email, spelling));
  // By one case alone İ would be i, and the Kelvin sign k.
  const differsInCase = given.map(
    (spelling) => sql`(${dialect.same(sql`lower(${text})`, sql`lower(${spelling})`)}
      and ${dialect.same(sql`upper(${text})`, sql`upper(${spelling})`)})`,
  );
  return {
    condition: sql`${lookedUp(mapping)} in (${sql.join(inLookup(mapping, spellings))})`,
    nearness: sql`case when ${anyOf(isSpelled)} then 0 when ${anyOf(differsInCase)} then 1 else 2 end`,
  };
}

const anyOf = (conditions: readonly RawBuilder<unknown>[]) =>
  sql`(${sql.join(conditions, sql` or `)})`;

function lookedUp({ email, emailLookup }: ResolvedMapping): RawBuilder<unknown> {
  if (emailLookup === null) return sql.id(email);
  if (emailLookup.column !== null) return sql.id(emailLookup.column);
  return emailLookup.as === 'lower' ? sql`lower(${sql.id(email)})` : sql`upper(${sql.id(email)})`;
}

function inLookup({ emailLookup }: ResolvedMapping, spellings: readonly string[]): string[] {
  if (emailLookup === null) return [...spellings];
  const fold = emailLookup.as === 'lower' ? [lower] : [upper, upperByLetter];
  return [...new Set(spellings.flatMap((spelling) => fold.map((each) => each(spelling))))];
}

const lower = (text: string) => text.toLowerCase();
const upper = (text: string) => text.toUpperCase();

/** As .NET, MySQL and libc do it: one letter stays one letter, and ß and ı stay what they are. */
function upperByLetter(text: string): string {
  return Array.from(text, (letter) => {
    const raised = letter.toUpperCase();
    return letter === 'ı' || Array.from(raised).length !== 1 ? letter : raised;
  }).join('');
}
