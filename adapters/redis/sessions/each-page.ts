import { damagedError } from '../errors.js';

/**
 * Runs a step for each page of an account's sessions, each handed the cursor that the one before it
 * resolved to. The steps are not one: what is added in between may be on no page.
 */
export async function eachPage(step: (cursor: string) => Promise<unknown>): Promise<void> {
  let cursor = '0';
  do {
    const next = await step(cursor);
    if (typeof next !== 'string') throw damagedError('A list of sessions');
    cursor = next;
  } while (cursor !== '0');
}
