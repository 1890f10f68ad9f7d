import { randomBytes } from 'node:crypto';
import { PasswordService } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { duration } from '../load.js';
import type { Measurement } from '../measurement.js';
import { median, quantile } from '../quantile.js';

/** How long the default policy takes for a password of 20 characters. */
export const policyCheck: Measurement = {
  name: 'policy-check',
  onEachEngine: false,
  async run(size) {
    const passwords = new PasswordService({
      stores: memoryStores(),
      mailer: async () => {},
      links: { reset: 'https://app.example/password/reset' },
    });
    const account = { email: 'margaret.hale@example.com', displayName: 'Margaret Hale' };
    const times: number[] = [];
    for (let i = -100; i < size.of(2000); i++) {
      const newPassword = randomBytes(15).toString('base64');
      const time = await duration(() => passwords.validateNewPassword({ newPassword, account }));
      if (i >= 0) times.push(time);
    }
    await passwords.close();
    return [
      {
        what: 'the default policy, 20 characters, median',
        value: median(times),
        unit: 'ms',
        budget: null,
        detail: `p99 ${quantile(times, 0.99).toFixed(2)} ms`,
      },
    ];
  },
};
