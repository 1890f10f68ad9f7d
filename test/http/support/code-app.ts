import { type App, KEYS, startApp } from './app.js';
import { Visitor } from './visitor.js';

/** An application that mails a link or a code, at an hour that the test says, and its visitor. */
export async function startCodeApp(
  clock: () => Date,
): Promise<{ readonly app: App; readonly visitor: Visitor }> {
  const app = await startApp({ service: { keys: KEYS, clock }, handler: { deliver: 'choice' } });
  return { app, visitor: new Visitor(app.handler) };
}
