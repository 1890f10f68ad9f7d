export type { LanguageLoader, LanguagePack } from './packages.js';
export { type StrengthOptions, type StrengthRule, strength } from './strength.js';
