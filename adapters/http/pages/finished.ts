import type { Html, View } from './layout.js';
import { messagePage } from './message.js';

/** The end of a reset or a change: nothing personal, so that the address may be opened again. */
export function finishedPage(view: View, ending: 'done' | 'changed'): Html {
  const { login } = view.urls;
  return messagePage(view, {
    ...view.texts[ending],
    good: true,
    ...(login !== null && ending === 'done'
      ? { action: { href: login, label: view.texts.signIn } }
      : {}),
  });
}
