import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { notBreached } from 'latchkey/hibp';
import { describe, expect, it } from 'vitest';
import { rangeServer, sha1Of } from './range-server.js';
import { verdictOf } from './rule-input.js';

const SEEN = { password: 9 };
const malformed = 'accepted: breached_password answer_malformed';

/** As many different lines as asked for, and then the one that somebody looks for. */
function lines(many: number): string {
  const all = Array.from(
    { length: many },
    (_, n) => `${n.toString(16).toUpperCase().padStart(35, '0')}:1`,
  );
  return [...all, `${sha1Of('password').slice(5)}:9`].join('\r\n');
}

async function open() {
  const server = await rangeServer(SEEN);
  const kept: string[] = [];
  const cache = { get: () => null, set: (_prefix: string, range: string) => kept.push(range) };
  const rule = notBreached({ baseUrl: server.baseUrl, cache, timeoutMs: 7000 });
  return { server, kept, check: () => verdictOf(rule, 'password') };
}

describe('attack 46: a service that answers more than there is', () => {
  it('twenty times the longest range is read like any other', async () => {
    const { server, kept, check } = await open();
    server.fault = (response) => void response.end(lines(20_000));
    expect(await check()).toBe('refused');
    expect(kept).toHaveLength(1);
  });

  it.each([
    ['as it is', (response: ServerResponse) => void response.end(lines(60_000))],
    [
      'packed into little',
      (response: ServerResponse) => {
        response.writeHead(200, { 'Content-Encoding': 'gzip' });
        response.end(gzipSync(lines(60_000)));
      },
    ],
  ])('sixty thousand lines, %s, are no answer, and are not kept', async (_how, fault) => {
    const { server, kept, check } = await open();
    server.fault = fault;
    expect(await check()).toBe(malformed);
    expect(kept).toEqual([]);
  });

  it('an answer without end is hung up on', async () => {
    const { server, check } = await open();
    let written = 0;
    const closed = new Promise<void>((resolve) => {
      server.fault = (response) => {
        const chunk = 'A'.repeat(65_536);
        const write = () => {
          while (!response.destroyed) {
            written += chunk.length;
            if (!response.write(chunk)) break;
          }
        };
        response.on('drain', write).on('close', resolve);
        write();
      };
    });
    expect(await check()).toBe(malformed);
    await closed;
    expect(written).toBeLessThan(50_000_000);
  });
});

it.each([301, 302, 307, 308])(
  'a redirect (%i) is no answer, and is not followed',
  async (status) => {
    const { server, check } = await open();
    const elsewhere = await rangeServer(SEEN);
    const location = `${elsewhere.baseUrl}/range/5BAA6`;
    server.fault = (response) => void response.writeHead(status, { location }).end();
    expect(await check()).toBe('accepted: breached_password service_error');
    expect(elsewhere.requests).toEqual([]);
  },
);
