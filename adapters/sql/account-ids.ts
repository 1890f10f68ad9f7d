import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { LatchkeyError } from 'latchkey';
import type { Dialect } from './dialect.js';

/** The native id types, by the name that the mapping gives them. */
export interface IdTypes {
  readonly text: string;
  readonly uuid: string;
  readonly integer: number;
  readonly bigint: bigint;
}

export type IdType = keyof IdTypes;

/** Converts between a native id and its one spelling, the account key. */
export interface IdCodec {
  /** Whether the key is the one spelling of a possible id. No statement is run for another. */
  isKey(accountKey: unknown): accountKey is string;
  /** The key as a value for a column of ids. */
  parameter(accountKey: string): RawBuilder<unknown>;
  /**
   * Whether a column of ids holds this key. The first comparison is there for the index, the
   * second to be exact: a collation takes `A` and `a ` for `a`, and MariaDB takes the text
   * `7 of nine` for the number 7.
   */
  isAccount(column: RawBuilder<unknown>, accountKey: string): RawBuilder<unknown>;
  /** The same between two columns. */
  isSameAccount(column: RawBuilder<unknown>, other: RawBuilder<unknown>): RawBuilder<unknown>;
  /** The id column as it is selected. */
  selected(column: RawBuilder<unknown>): RawBuilder<unknown>;
  /** The native id that a row holds; throws where the row disagrees with the mapping. */
  read(value: unknown): string | number | bigint;
}

const DECIMAL = /^(?:0|-?[1-9]\d{0,18})$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
// A text that PostgreSQL refuses or that UTF-8 cannot hold.
const UNSTORABLE = /[\0\p{Surrogate}]/u;

const isText = (key: unknown): key is string =>
  typeof key === 'string' && key !== '' && !UNSTORABLE.test(key);
// PostgreSQL takes and gives this form only; another spelling would be a second key.
const isUuid = (key: unknown): key is string => typeof key === 'string' && UUID.test(key);
const isBigint = (key: unknown): key is string =>
  typeof key === 'string' && DECIMAL.test(key) && BigInt.asIntN(64, BigInt(key)) === BigInt(key);
const isInteger = (key: unknown): key is string =>
  isBigint(key) && Number.isSafeInteger(Number(key));

/** Makes the codec for a mapping's `idType`. */
export function idCodec(idType: IdType, dialect: Dialect): IdCodec {
  const disagrees = (value: unknown) =>
    new LatchkeyError(
      'ERR_INVALID_OPTION',
      `The option "users.idType" is ${idType}, but the id column holds a ${typeof value} that is ` +
        'not one: set it to text, integer, bigint or uuid as the column is.',
    );
  const same = (column: RawBuilder<unknown>) => column;
  const bound = (key: string) => sql`${key}`;
  const comparing = (parameter: IdCodec['parameter']) => ({
    parameter,
    isAccount: (column: RawBuilder<unknown>, key: string) =>
      sql`(${column} = ${parameter(key)} and ${dialect.same(dialect.asText(column), bound(key))})`,
    isSameAccount: (column: RawBuilder<unknown>, other: RawBuilder<unknown>) =>
      sql`(${column} = ${other} and ${dialect.same(dialect.asText(column), dialect.asText(other))})`,
  });

  switch (idType) {
    case 'text':
    case 'uuid': {
      // Our own tables would take `bob ` for `bob` there: their collation pads with spaces.
      const isUnpadded = (key: unknown): key is string => isText(key) && !key.endsWith(' ');
      const isOurText = dialect.name === 'mysql' ? isUnpadded : isText;
      const isKey = idType === 'text' ? isOurText : isUuid;
      return {
        ...comparing(bound),
        isKey,
        selected: same,
        read(value) {
          if (isKey(value)) return value;
          throw disagrees(value);
        },
      };
    }
    case 'integer':
    case 'bigint': {
      const isKey = idType === 'integer' ? isInteger : isBigint;
      return {
        ...comparing(dialect.asInteger),
        isKey,
        // Drivers turn large integers into doubles; as text they keep every digit.
        selected: dialect.asText,
        read(value) {
          if (isKey(value)) return idType === 'integer' ? Number(value) : BigInt(value);
          throw disagrees(value);
        },
      };
    }
    default:
      throw new LatchkeyError(
        'ERR_INVALID_OPTION',
        'The option "users.idType" must be text, integer, bigint or uuid.',
      );
  }
}
