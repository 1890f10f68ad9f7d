import { randomInt } from 'node:crypto';
import { unwrap } from 'latchkey';
import { addressOf, idOf, unknownAddressOf } from './accounts.js';
import type { Engine } from './engines.js';
import { duration } from './load.js';
import { aucOf, intervalOf, type Sample } from './sample.js';
import { openSubject } from './subject.js';

/** Right for one flow in a hundred million; a run that meets it says so. */
const WRONG_CODE = '00000000';

/**
 * Tries to tell by the time of a wrong code whether the address that a flow began with has an
 * account. Each address has one flow and each flow one try, so no limit is near; every flow has
 * its code or its decoy before the first is timed. Both come and are tried in random order.
 */
export async function timeExchanges(
  engine: Engine,
  trying: {
    /** Flows of known addresses; as many are of unknown ones. */
    readonly flows: number;
    /** Further flows of both kinds, whose times do not count. */
    readonly warmUp: number;
  },
): Promise<{ readonly value: number; readonly detail: string }> {
  const { passwords, stores } = openSubject(engine);
  const numbers = Array.from({ length: trying.flows + trying.warmUp }, (_, n) => n);
  const addresses = [
    ...numbers.map((n) => ({ known: true, identifier: addressOf(n) })),
    ...numbers.map((n) => ({ known: false, identifier: unknownAddressOf(n) })),
  ];
  const flows: { readonly known: boolean; readonly flowId: string }[] = [];
  for (const { known, identifier } of shuffled(addresses)) {
    const { flowId } = unwrap(await passwords.requestReset({ identifier, deliver: 'code' }));
    flows.push({ known, flowId: flowId ?? '' });
  }
  while ((await passwords.drainOutbox()).moreDue);

  const samples: Sample[] = [];
  for (const { known, flowId } of shuffled(flows)) {
    const milliseconds = await duration(async () => {
      const result = await passwords.exchangeCode({ flowId, code: WRONG_CODE });
      if (result.ok || result.reason !== 'code_invalid')
        throw new Error('It was not a wrong code.');
    });
    samples.push({ known, milliseconds });
  }
  // Flows of known addresses that were not open would be told from nothing either.
  for (const n of numbers) {
    const [ticket] = await stores.tickets.listByAccount({ accountKey: idOf(n), limit: 1 });
    if (ticket?.code?.tries !== 1) throw new Error('A code was not tried.');
  }
  await passwords.close();

  const timed = samples.slice(2 * trying.warmUp);
  const told = aucOf(timed);
  return { value: told.value, detail: `${intervalOf(told)}, ${timed.length} flows, a try each` };
}

function shuffled<T>(list: readonly T[]): T[] {
  const cards = [...list];
  for (let i = cards.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [cards[i], cards[j]] = [cards[j] as T, cards[i] as T];
  }
  return cards;
}
