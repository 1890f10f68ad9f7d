import { codeAt } from '../../support/authenticator.js';

/** Posts to the demo's page for the second sign-in step, and answers with what it shows then. */
export async function postSecondStep(
  origin: string,
  cookie: string,
  fields: Record<string, string>,
): Promise<string> {
  const body = new URLSearchParams(fields);
  return (await fetch(`${origin}/two-step`, { method: 'POST', headers: { cookie }, body })).text();
}

/** Turns the second step on for who is signed in, and answers with the recovery codes. */
export async function turnOnSecondStep(
  origin: string,
  cookie: string,
  password: string,
): Promise<readonly string[]> {
  const begun = await postSecondStep(origin, cookie, { step: 'on', password });
  const secret = /id="secret">([A-Z2-7]+)</.exec(begun)?.[1] ?? '';
  const confirmation = { step: 'confirm', code: codeAt(secret, new Date()) };
  const kept = await postSecondStep(origin, cookie, confirmation);
  return [...kept.matchAll(/<li><code>([^<]+)</g)].map(([, code]) => code ?? '');
}
