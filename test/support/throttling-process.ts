import { createInterface } from 'node:readline';
import { type ThrottleClient, type ThrottlePlace, throttleClient } from './throttle-clients.js';

/** One line of standard input: try this often, all at once. */
export interface Tries {
  readonly place: ThrottlePlace;
  readonly key: string;
  readonly points: number;
  readonly windowSeconds: number;
  readonly tries: number;
}

// Another process beside the test's. One line of standard output for each of standard input: what
// became of each try.
const clients = new Map<string, Promise<ThrottleClient>>();

for await (const line of createInterface({ input: process.stdin })) {
  const { place, key, tries, ...limit } = JSON.parse(line) as Tries;
  const known = clients.get(place.url + place.kind) ?? throttleClient(place);
  clients.set(place.url + place.kind, known);
  const throttle = (await known).throttle({ timeoutMs: 60_000 });
  const outcomes = await Promise.all(
    Array.from({ length: tries }, () =>
      throttle.consume(key, limit).then(
        ({ allowed }) => (allowed ? 'allowed' : 'refused'),
        (error: Error) => `failed: ${error.message}`,
      ),
    ),
  );
  process.stdout.write(`${JSON.stringify(outcomes)}\n`);
}
for (const client of clients.values()) await (await client).close();
