import { LatchkeyError } from 'latchkey';

/** What a package `@zxcvbn-ts/language-…` exports, as far as it is used. */
export interface LanguagePack {
  /** Lists by name, the most common entry of each first. */
  readonly dictionary: Readonly<Record<string, (string | number)[]>>;
}

/** Imports a pack: `() => import('@zxcvbn-ts/language-en')`. */
export type LanguageLoader = () => Promise<LanguagePack>;

/** Loads the languages that the application names, or says which of them is missing. */
export async function loadLanguages(loaders: readonly LanguageLoader[]): Promise<LanguagePack[]> {
  return Promise.all(
    loaders.map(async (load, index) => {
      const pack = await load().catch((cause: unknown) => {
        // A function does not tell which package it imports, but Node's own sentence does.
        const why = cause instanceof Error ? cause.message.split('\n', 1)[0] : '';
        const message = `Language ${index + 1} of strength() could not be loaded. ${why}`;
        throw new LatchkeyError('ERR_MISSING_PEER', message, { cause });
      });
      if (typeof pack?.dictionary === 'object' && pack.dictionary !== null) return pack;
      throw new LatchkeyError(
        'ERR_INVALID_OPTION',
        `Language ${index + 1} of "languages" of strength() has no "dictionary".`,
      );
    }),
  );
}

/** Loads a package of our own need, or says which one is missing and how to get it. */
export async function loadPeer<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  return load().catch((cause: unknown) => {
    throw new LatchkeyError(
      'ERR_MISSING_PEER',
      `latchkey/zxcvbn could not load the package "${name}". Install it (npm install ${name}).`,
      { cause },
    );
  });
}
