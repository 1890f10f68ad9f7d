import { describe, expect, it } from 'vitest';
import { failureOf, handOver, opened, openTransport } from './hand-over.js';
import { type Moment, type Script, scriptedServer } from './scripted-server.js';

const OUTSIDE_ASCII = 'пошта@example.com';

async function failureWith(script: Script, varied: Parameters<typeof handOver>[1] = {}) {
  const server = await opened(scriptedServer(script));
  const error = await failureOf(
    handOver(openTransport(server.url), { to: OUTSIDE_ASCII, ...varied }),
  );
  return { error, server };
}

describe('a server that does not say what it offers', () => {
  it.each([
    '451 4.3.2 busy, try later',
    '421 4.3.2 too many connections',
    '452 4.3.1 no room',
    '500 5.5.1 what is that',
    '502 5.5.1 not here',
    '550 5.7.1 slow down',
  ])('%s to EHLO refuses nobody for good', async (EHLO) => {
    const { error, server } = await failureWith({ EHLO });
    expect(error).toMatchObject({ permanent: false, undelivered: true, code: 'deferred' });
    expect(error.message).not.toContain(OUTSIDE_ASCII);
    expect(server.commands.filter((line) => /^(?:MAIL|RCPT|DATA)/i.test(line))).toEqual([]);
  });

  it('nor is the sender the operator’s to mend', async () => {
    const from = { name: '', address: 'почта@acme.example' };
    const { error } = await failureWith({ EHLO: '451 4.3.2 busy' }, { from });
    expect(error).toMatchObject({ permanent: false, undelivered: true, code: 'deferred' });
  });

  it('and is asked again: the mail goes out once it is well', async () => {
    const script: Partial<Record<Moment, string>> = { EHLO: '451 4.3.2 busy' };
    const server = await opened(scriptedServer(script));
    const transport = openTransport(server.url);
    await failureOf(handOver(transport, { to: OUTSIDE_ASCII }));
    script.EHLO = '250-scripted\n250 SMTPUTF8';
    await handOver(transport, { to: OUTSIDE_ASCII });
    expect(server.commands).toContain(`RCPT TO:<${OUTSIDE_ASCII}>`);
    expect(server.texts).toHaveLength(1);
  });

  it('has no say in mails to plain addresses', async () => {
    const server = await opened(scriptedServer({ EHLO: '451 4.3.2 busy' }));
    await handOver(openTransport(server.url));
    expect(server.texts).toHaveLength(1);
  });
});

describe('a server that says it', () => {
  it.each([
    '250 scripted',
    '250-scripted\n250 8BITMIME',
    '250-scripted\n250-AUTH PLAIN LOGIN\n250 SIZE 1000',
    '250-smtp-auth.example\n250 PIPELINING',
  ])('%j refuses such recipients for good', async (EHLO) => {
    const { error } = await failureWith({ EHLO });
    expect(error).toMatchObject({ permanent: true, code: 'smtputf8_unsupported' });
  });
});
