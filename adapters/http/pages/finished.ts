import type { Html, View } from './view.js';

export interface FinishedProps {
  /**
   * `done` after a link or a code, and `invited` after an invitation, where sign-in comes next;
   * `changed` for who is signed in.
   */
  readonly ending: 'done' | 'invited' | 'changed';
}

/** The end of a reset or a change: nothing personal, so that the address may be opened again. */
export function finishedPage(view: View, { ending }: FinishedProps): Html {
  const { login } = view.urls;
  const { title, lead } = view.texts[ending];
  return view.pages.message(view, {
    title,
    lead,
    good: true,
    ...(login !== null && ending !== 'changed'
      ? { action: { href: login, label: view.texts.signIn } }
      : {}),
  });
}
