import type { Html, View } from './view.js';

export interface FinishedProps {
  /**
   * `done` after a link or a code, and `invited` after an invitation, where sign-in comes next;
   * `changed` for who is signed in.
   */
  readonly ending: 'done' | 'invited' | 'changed';
  /** Where who is signed in goes on, if the application has said so. */
  readonly home: string | null;
}

/** The end of a reset or a change: nothing personal, so that the address may be opened again. */
export function finishedPage(view: View, { ending, home }: FinishedProps): Html {
  const { title, lead } = view.texts[ending];
  const label = home === null ? view.texts.signIn : view.texts.goOn;
  const href = home ?? view.urls.login;
  return view.pages.message(view, {
    title,
    lead,
    good: true,
    ...(href === null ? {} : { action: { href, label } }),
  });
}
