import type { Auth0Level } from './complexity.js';

/** What a connection's `options` say about passwords; everything else in them is passed over. */
export interface Auth0ConnectionOptions {
  readonly passwordPolicy?: Auth0Level | null | undefined;
  /** `min_length` is from 1 to 128. @default the level's */
  readonly password_complexity_options?: Maybe<{ readonly min_length?: number | undefined }>;
  /** `size` is from 0 to 24. @default 5 */
  readonly password_history?: Maybe<{
    readonly enable: boolean;
    readonly size?: number | undefined;
  }>;
  /** `dictionary` goes beside the list of 10,000: at most 200 of at most 50 characters. */
  readonly password_dictionary?: Maybe<{
    readonly enable: boolean;
    readonly dictionary?: readonly string[] | undefined;
  }>;
  readonly password_no_personal_info?: Maybe<{ readonly enable: boolean }>;
  /** The newer form. Where it stands, Auth0 looks at none of the others. */
  readonly password_options?: Auth0PasswordOptions | null | undefined;
}

/** Auth0's "flexible password policy". */
export interface Auth0PasswordOptions {
  readonly complexity?: Auth0ComplexityOptions | undefined;
  readonly history?: Auth0HistoryOptions | undefined;
  readonly dictionary?: Auth0DictionaryOptions | undefined;
  readonly profile_data?: Auth0ProfileDataOptions | undefined;
}

export interface Auth0ComplexityOptions {
  /** 1 to 72. It must be there: without it Auth0 takes any password. */
  readonly min_length?: number | undefined;
  /** @default none is asked for */
  readonly character_types?:
    | readonly ('uppercase' | 'lowercase' | 'number' | 'special')[]
    | undefined;
  /** `three_of_four` goes with all four types only. @default 'all' */
  readonly character_type_rule?: 'all' | 'three_of_four' | undefined;
  /** More than two in a row. @default 'allow' */
  readonly identical_characters?: 'allow' | 'block' | undefined;
  /** More than two in a row. @default 'allow' */
  readonly sequential_characters?: 'allow' | 'block' | undefined;
  /** What is over 72 bytes. With `truncate` it is taken, and here nothing is cut. @default 'truncate' */
  readonly max_length_exceeded?: 'truncate' | 'error' | undefined;
}

export interface Auth0HistoryOptions {
  readonly active?: boolean | undefined;
  /** 1 to 24. @default 5 */
  readonly size?: number | undefined;
}

export interface Auth0DictionaryOptions {
  readonly active?: boolean | undefined;
  /** @default 'en_10k' */
  readonly default?: 'en_10k' | 'en_100k' | undefined;
  /** At most 200 of at most 50 characters. */
  readonly custom?: readonly string[] | undefined;
}

export interface Auth0ProfileDataOptions {
  readonly active?: boolean | undefined;
  /** At most 12. @default the fields of `password_no_personal_info` */
  readonly blocked_fields?: readonly string[] | undefined;
}

type Maybe<Options> = Options | null | undefined;
