import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createToken } from '../../src/tickets/index.js';
import { forEachEngine } from '../support/each-engine.js';
import { openService, passwordOf } from '../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };

describe('how tokens are made', () => {
  it('attack 15: a hundred thousand are unique, 256 bits of base64url', () => {
    const tokens = new Set<string>();
    for (let n = 0; n < 100_000; n += 1) tokens.add(createToken(randomBytes));
    expect(tokens.size).toBe(100_000);
    for (const token of tokens) if (!/^[\w-]{43}$/.test(token)) throw new Error(token);
    // Every bit of the 256 is a coin: 10,000 throws stay within six standard deviations.
    const ones = new Array<number>(256).fill(0);
    for (const token of [...tokens].slice(0, 10_000))
      Buffer.from(token, 'base64url').forEach((byte, at) => {
        for (let bit = 0; bit < 8; bit += 1) ones[at * 8 + bit]! += (byte >> bit) & 1;
      });
    for (const count of ones) expect(Math.abs(count - 5_000)).toBeLessThan(300);
  });

  it('attack 15: no code of the library draws from Math.random', async () => {
    for (const folder of ['src', 'adapters'])
      for (const name of await readdir(folder, { recursive: true })) {
        if (!name.endsWith('.ts')) continue;
        const text = await readFile(join(folder, name), 'utf8');
        expect.soft(text.includes('Math.random'), name).toBe(false);
      }
  });

  forEachEngine(
    'the source of randomness',
    (engine) => {
      it('attack 15: a token is 32 bytes of the source and nothing else', async () => {
        const drawn: Buffer[] = [];
        const service = openService(engine, {
          random: (bytes) => {
            const buffer = randomBytes(bytes);
            drawn.push(buffer);
            return buffer;
          },
        });
        await service.seedAccount(ANN);
        await service.request(ANN.email);
        const token = service.lastToken();
        expect(drawn.filter((bytes) => bytes.toString('base64url') === token)).toHaveLength(1);
        expect(Buffer.from(token, 'base64url')).toHaveLength(32);
      });
    },
    ['memory'],
  );
});
