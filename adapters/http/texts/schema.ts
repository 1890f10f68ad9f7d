import * as z from 'zod';
import { english, type Texts } from './en.js';

/** Requires a catalogue with every text of the English one, so that no page meets a hole later. */
export const textsSchema = z.custom<Texts>().superRefine((texts, context) => {
  const missing = firstMissing(english, texts, []);
  if (missing !== null) context.addIssue({ code: 'custom', path: missing, message: 'is missing' });
  else if (!/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(texts.lang))
    context.addIssue({ code: 'custom', path: ['lang'], message: 'must be a BCP 47 tag' });
  else if (texts.dir !== 'ltr' && texts.dir !== 'rtl')
    context.addIssue({ code: 'custom', path: ['dir'], message: 'must be "ltr" or "rtl"' });
});

/** The first text about a channel that a catalogue lacks, by its path, or `null`. */
export function missingOfChannel({ channels }: Texts, channel: string): string | null {
  // A channel may have the name of what every object has: `constructor`.
  const texts = Object.hasOwn(channels, channel) ? channels[channel] : {};
  return firstMissing(english.channels.sms, texts, ['channels', channel])?.join('.') ?? null;
}

function firstMissing(model: unknown, texts: unknown, path: string[]): string[] | null {
  if (typeof texts !== typeof model || texts === null) return path;
  if (typeof model !== 'object' || model === null) return null;
  for (const [name, part] of Object.entries(model)) {
    const missing = firstMissing(part, (texts as Record<string, unknown>)[name], [...path, name]);
    if (missing !== null) return missing;
  }
  return null;
}
