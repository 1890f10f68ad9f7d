import type { Html, View } from './view.js';

export interface FinishedProps {
  /** `done` after a link, where sign-in comes next; `changed` for who is signed in. */
  readonly ending: 'done' | 'changed';
}

/** The end of a reset or a change: nothing personal, so that the address may be opened again. */
export function finishedPage(view: View, { ending }: FinishedProps): Html {
  const { login } = view.urls;
  const { title, lead } = view.texts[ending];
  return view.pages.message(view, {
    title,
    lead,
    good: true,
    ...(login !== null && ending === 'done'
      ? { action: { href: login, label: view.texts.signIn } }
      : {}),
  });
}
