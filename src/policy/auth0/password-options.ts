import * as z from 'zod';
import { type Auth0Settings, PERSONAL_INFO } from './auth0-policy.js';
import type { CharacterKind } from './character-kinds.js';
import type { Auth0Complexity } from './complexity.js';
import {
  DEFAULT_HISTORY,
  dictionaryList,
  dictionaryWords,
  historySize,
  profileFields,
} from './read-options.js';

const KIND_OF = {
  lowercase: 'lower',
  uppercase: 'upper',
  number: 'digit',
  special: 'special',
} as const satisfies Record<string, CharacterKind>;
const TYPES = Object.keys(KIND_OF) as (keyof typeof KIND_OF)[];

/** What Auth0 blocks is more than two in a row, and more than bcrypt takes. */
const MOST_IN_A_ROW = 2;
const MOST_BYTES = 72;

const complexity = z
  .strictObject({
    min_length: z
      .int({ error: ({ input }) => (input === undefined ? 'missing, and 1 takes any' : undefined) })
      .min(1)
      .max(72),
    character_types: z
      .array(z.enum(TYPES))
      .refine((types) => new Set(types).size === types.length, 'a type stands twice')
      .default([]),
    character_type_rule: z.enum(['all', 'three_of_four']).default('all'),
    identical_characters: z.enum(['allow', 'block']).default('allow'),
    sequential_characters: z.enum(['allow', 'block']).default('allow'),
    max_length_exceeded: z.enum(['truncate', 'error']).default('truncate'),
  })
  .refine((read) => read.character_type_rule === 'all' || read.character_types.length === 4, {
    path: ['character_type_rule'],
    error: 'three_of_four needs all four character_types',
  });

/** A part that does nothing unless it is active. One that is filled in has to say whether it is. */
function part<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .strictObject({ active: z.boolean().optional(), ...shape })
    .refine((read) => 'active' in read || Object.keys(read).length === 0, {
      path: ['active'],
      error: 'missing, and without it the rest does nothing',
    })
    .optional();
}

/** The newer form of a connection's policy, with the bounds of Auth0's Management API. */
export const passwordOptions = z.strictObject({
  complexity,
  history: part({ size: historySize.optional() }),
  dictionary: part({ default: dictionaryList.optional(), custom: dictionaryWords.optional() }),
  profile_data: part({ blocked_fields: profileFields.optional() }),
});

export function settingsOf(options: z.output<typeof passwordOptions>): Auth0Settings {
  const { history, dictionary, profile_data: profile } = options;
  return {
    complexity: complexityOf(options.complexity),
    ...(history?.active && { history: history.size ?? DEFAULT_HISTORY }),
    ...(dictionary?.active && {
      dictionary: { default: dictionary.default, custom: dictionary.custom },
    }),
    ...(profile?.active && { profileFields: profile.blocked_fields ?? PERSONAL_INFO }),
  };
}

function complexityOf(read: z.output<typeof complexity>): Auth0Complexity {
  return {
    minLength: read.min_length,
    kinds: read.character_types.map((type) => KIND_OF[type]),
    ...(read.character_type_rule === 'three_of_four' && { atLeast: 3 }),
    ...(read.identical_characters === 'block' && { maxIdentical: MOST_IN_A_ROW }),
    ...(read.sequential_characters === 'block' && { maxSequential: MOST_IN_A_ROW }),
    ...(read.max_length_exceeded === 'error' && { maxBytes: MOST_BYTES }),
  };
}
