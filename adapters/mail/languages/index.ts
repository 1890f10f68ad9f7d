import type { Language } from '../language.js';
import { ar } from './ar.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { ja } from './ja.js';

/** The languages that come with latchkey; English is for whoever reads none of them. */
export const allLanguages: readonly Language[] = [en, de, es, fr, ja, ar];

export { ar, de, en, es, fr, ja };
