import { arabic } from './ar.js';
import { german } from './de.js';
import { type ChannelTexts, english, type Texts } from './en.js';
import { spanish } from './es.js';
import { french } from './fr.js';
import { japanese } from './ja.js';

/** The catalogues that come with latchkey; English is for whoever reads none of them. */
export const allLanguages: readonly Texts[] = [english, german, spanish, french, japanese, arabic];

export { arabic, type ChannelTexts, english, french, german, japanese, spanish, type Texts };
