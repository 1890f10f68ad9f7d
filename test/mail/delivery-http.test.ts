import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { type MailTransport, mailer } from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { forEachEngine } from '../support/each-engine.js';
import { type OpenService, openService, passwordOf } from '../support/open-service.js';
import { failureOf, handOver, renderedMail } from './hand-over.js';
import { TOKEN } from './mails.js';
import { answering, type Posted, PROVIDERS, provider, SECRET } from './provider.js';
import { warnings } from './warnings.js';

/** POST /email, as Postmark documents it; fields that it does not know are refused. */
const postmarkMail = z.strictObject({
  From: z.string(),
  To: z.string(),
  Subject: z.string(),
  TextBody: z.string(),
  HtmlBody: z.string().optional(),
  Headers: z.array(z.strictObject({ Name: z.string(), Value: z.string() })),
  MessageStream: z.string(),
  TrackOpens: z.boolean(),
  TrackLinks: z.enum(['None', 'HtmlAndText', 'HtmlOnly', 'TextOnly']),
});

/** POST /emails, as Resend documents it. */
const resendMail = z.strictObject({
  from: z.string(),
  to: z.array(z.string()).max(50),
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
  headers: z.record(z.string(), z.string()),
});

describe('the documented request', () => {
  it('of Postmark', async () => {
    const { endpoint, posted } = await provider(answering(200, { ErrorCode: 0, Message: 'OK' }));
    await handOver(PROVIDERS.Postmark!(endpoint), {
      from: { name: 'Acme, "Inc."', address: 'a@b.c' },
      headers: { ...renderedMail().headers, References: '<entry-1@acme.example>' },
      messageId: '<link-1@acme.example>',
    });
    const [{ method, path, headers, body }] = posted as [Posted];
    expect([method, path]).toEqual(['POST', '/email']);
    expect(headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
      'x-postmark-server-token': SECRET,
    });
    expect(postmarkMail.parse(body)).toEqual({
      From: '"Acme, \\"Inc.\\"" <a@b.c>',
      To: 'alice@example.com',
      Subject: 'Reset your password',
      TextBody: renderedMail().text,
      HtmlBody: renderedMail().html,
      Headers: [
        { Name: 'Auto-Submitted', Value: 'auto-generated' },
        { Name: 'References', Value: '<entry-1@acme.example>' },
        { Name: 'Message-ID', Value: '<link-1@acme.example>' },
        { Name: 'X-PM-KeepID', Value: 'true' },
      ],
      MessageStream: 'outbound',
      TrackOpens: false,
      TrackLinks: 'None',
    });
  });

  it('of Resend', async () => {
    const { endpoint, posted } = await provider(answering(200, { id: '49a3999c' }));
    const transport = PROVIDERS.Resend!(endpoint);
    await handOver(transport, {
      html: null,
      from: { name: '', address: 'a@b.c' },
      headers: { ...renderedMail().headers, References: '<entry-1@acme.example>' },
      messageId: '<link-1@acme.example>',
    });
    await handOver(transport);
    const [{ method, path, headers, body }] = posted as [Posted, Posted];
    expect([method, path]).toEqual(['POST', '/emails']);
    expect(headers).toMatchObject({
      authorization: `Bearer ${SECRET}`,
      'idempotency-key': expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(resendMail.parse(body)).toEqual({
      from: 'a@b.c',
      to: ['alice@example.com'],
      subject: 'Reset your password',
      text: renderedMail().text,
      headers: {
        'Auto-Submitted': 'auto-generated',
        References: '<entry-1@acme.example>',
        'Message-ID': '<link-1@acme.example>',
      },
    });
    expect(resendMail.parse(posted[1]?.body).from).toBe('"Acme" <no-reply@acme.example>');
  });

  it('of Resend: one key for the same mail, another for another link or another mail', async () => {
    const { endpoint, posted } = await provider(answering(200, { id: '49a3999c' }));
    const transport = PROVIDERS.Resend!(endpoint);
    const text = `Open this link:\n${TOKEN}`;
    for (const varied of [{}, {}, { text }, { messageId: '<entry-2@acme.example>' }])
      await handOver(transport, varied);
    const keys = posted.map(({ headers }) => headers['idempotency-key']);
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(3);
  });
});

describe.each(Object.entries(PROVIDERS))('a mail that %s does not take', (name, open) => {
  it.each([
    [400, 'refused', true, true],
    [413, 'refused', true, true],
    [422, 'refused', true, true],
    [401, 'auth', false, true],
    [403, 'auth', false, true],
    [402, 'sender_refused', false, true],
    [404, 'sender_refused', false, true],
    [405, 'sender_refused', false, true],
    [408, 'deferred', false, true],
    [425, 'deferred', false, true],
    [429, 'deferred', false, true],
    [409, 'deferred', false, false],
    [500, 'deferred', false, false],
    [503, 'deferred', false, false],
  ])('%i is %s', async (status, code, permanent, undelivered) => {
    const quote = { message: `alice@example.com ${TOKEN}`, ErrorCode: 300, Message: TOKEN };
    const warned = warnings();
    const { endpoint } = await provider(answering(status, quote));
    const error = await failureOf(handOver(open(endpoint)));
    await failureOf(handOver(open(endpoint)));
    expect(warned()).toEqual(
      ['auth', 'sender_refused'].includes(code)
        ? [[expect.any(String), { type: 'LatchkeyWarning', code: `mail.${code}` }]]
        : [],
    );
    expect(error).toMatchObject({ code, permanent, undelivered, status: null });
    expect(error.message).toBe(`The mail provider answered ${status}.`);
    const shown = inspect([error, warned()], { depth: 9, showHidden: true });
    for (const secret of ['alice', TOKEN, SECRET]) expect(shown).not.toContain(secret);
  });

  it('an answer that is no JSON is judged by its status', async () => {
    const { endpoint } = await provider((_posted, response) =>
      response.writeHead(422).end('<html>'),
    );
    expect(await failureOf(handOver(open(endpoint)))).toMatchObject({ code: 'refused' });
  });

  it('an answer that breaks off loses no mail whose fault it might not be', async () => {
    const { endpoint } = await provider((_posted, response) => {
      response.writeHead(422, { 'Content-Length': 1000 }).write('{"ErrorCode":');
      setImmediate(() => response.destroy());
    });
    const code = name === 'Postmark' ? 'deferred' : 'refused';
    expect(await failureOf(handOver(open(endpoint)))).toMatchObject({ code, undelivered: true });
  });

  it('of an answer without end no more is read than one needs', async () => {
    let sent = 0;
    const hungUp: Promise<unknown>[] = [];
    const { endpoint } = await provider((_posted, response) => {
      const chunk = Buffer.alloc(16 * 1024, '[');
      const send = () => {
        do sent += chunk.length;
        while (response.write(chunk));
      };
      hungUp.push(once(response, 'close'));
      response.writeHead(422).on('drain', send);
      send();
    });
    expect(await failureOf(handOver(open(endpoint)))).toMatchObject({ code: 'refused' });
    await Promise.all(hungUp);
    // What fits into the buffers of the sockets is sent before anybody reads.
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });

  it.each([
    [301, true],
    [302, true],
    [303, false],
    [304, true],
    [307, true],
    [308, true],
  ])(
    'attack 56: a redirect (%i) is not followed, since the request holds link and key; the operator is told',
    async (status, undelivered) => {
      const warned = warnings();
      const elsewhere = await provider(answering(200));
      const { endpoint, posted } = await provider((_posted, response) =>
        response.writeHead(status, { Location: `${elsewhere.endpoint}/email?key=${SECRET}` }).end(),
      );
      const error = await failureOf(handOver(open(endpoint)));
      expect(error).toMatchObject({ permanent: false, undelivered, code: 'sender_refused' });
      expect(error.message).toBe(`The mail provider answered ${status}.`);
      expect(warned()).toEqual([
        [expect.any(String), { type: 'LatchkeyWarning', code: 'mail.sender_refused' }],
      ]);
      expect(posted).toHaveLength(1);
      expect(elsewhere.posted).toEqual([]);
      const shown = inspect([error, warned()], { depth: 9, showHidden: true });
      for (const secret of ['alice', TOKEN, SECRET]) expect(shown).not.toContain(secret);
    },
  );

  it('a provider that is away has certainly taken nothing; one that hangs up may have', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    gone.close();
    await once(gone, 'close');
    const away = await failureOf(handOver(open(`http://127.0.0.1:${port}`)));
    expect(away).toMatchObject({ permanent: false, undelivered: true, code: 'connection' });

    const { endpoint } = await provider((_posted, response) => response.destroy());
    const cut = await failureOf(handOver(open(endpoint)));
    expect(cut).toMatchObject({ permanent: false, undelivered: false, code: 'connection' });
    expect(inspect([away, cut], { depth: 9, showHidden: true })).not.toContain(TOKEN);
  });

  it('attack 36: one that hangs is ended by the mailer’s signal', async () => {
    const { endpoint, posted } = await provider(() => {});
    const controller = new AbortController();
    const failure = failureOf(handOver(open(endpoint), {}, controller.signal));
    await expect.poll(() => posted.length).toBe(1);
    controller.abort();
    expect(await failure).toMatchObject({ permanent: false, undelivered: false, code: 'aborted' });
  });
});

it.each(Object.keys(PROVIDERS))('docs/delivery.md shows the transport of %s as it is', (name) => {
  const source = `examples/mail-http/${name.toLowerCase()}-transport.ts`;
  const shown = readFileSync('docs/delivery.md', 'utf8').includes(
    `\`\`\`ts\n${readFileSync(source, 'utf8')}\`\`\`\n`,
  );
  expect(shown).toBe(true);
});

describe('what Postmark says of the account is the operator’s', () => {
  it.each([
    [406, 'no', 'refused'],
    [401, 'no', 'sender_refused'],
    [405, 'no', 'sender_refused'],
    [413, 'no', 'sender_refused'],
    [300, "Invalid 'From' address: 'a@b.c' is not a verified sender signature.", 'sender_refused'],
    [300, "Error parsing 'From': Illegal email address 'a@b'.", 'sender_refused'],
    [300, "Invalid 'To' address: 'alice@example.com'.", 'refused'],
    // Whoever signs up with such an address must not have it taken for the operator's fault.
    [300, "Invalid 'To' address: 'x'From'@example.com'.", 'refused'],
    [300, "Error parsing 'To': Illegal email address ''From'@example.com'.", 'refused'],
    [300, 'Provide either email TextBody or HtmlBody or both.', 'refused'],
    [300, null, 'refused'],
  ])('ErrorCode %i with %j is %s', async (ErrorCode, Message, code) => {
    warnings();
    const { endpoint } = await provider(answering(422, { ErrorCode, Message }));
    expect(await failureOf(handOver(PROVIDERS.Postmark!(endpoint)))).toMatchObject({
      code,
      permanent: code === 'refused',
      undelivered: true,
    });
  });
});

forEachEngine(
  'through the whole service',
  (engine) => {
    async function open(transport: MailTransport): Promise<OpenService> {
      const product = { name: 'Acme' };
      const service = openService(engine, {
        mailer: mailer({ transport, from: 'no-reply@acme.example', product }),
      });
      const alice = { id: 'alice', email: 'alice@example.com', password: passwordOf(1) };
      await service.seedAccount(alice);
      return service;
    }

    it('an answer that was lost: the same key again, and one mail', async () => {
      const taken = new Map<unknown, unknown>();
      let lose = 2;
      const { endpoint, posted } = await provider(({ headers, body }, response) => {
        const key = headers['idempotency-key'];
        if (!taken.has(key)) taken.set(key, body);
        lose -= 1;
        if (lose >= 0) return response.destroy();
        const same = JSON.stringify(taken.get(key)) === JSON.stringify(body);
        return answering(same ? 200 : 409)({} as Posted, response);
      });
      const service = await open(PROVIDERS.Resend!(endpoint));
      await service.request('alice@example.com');
      for (const wait of [6, 20]) {
        service.clock.advance(wait);
        await service.passwords.drainOutbox();
      }
      expect(posted).toHaveLength(3);
      expect(taken.size).toBe(1);
      expect(service.eventsOf('outbox.deferred').map(({ cause }) => cause)).toEqual([
        'connection',
        'connection',
      ]);
      expect(service.eventsOf('mail.sent')).toHaveLength(1);
    });

    it('an inactive recipient is a bounce', async () => {
      const { endpoint } = await provider(answering(422, { ErrorCode: 406, Message: 'inactive' }));
      const service = await open(PROVIDERS.Postmark!(endpoint));
      await service.request('alice@example.com');
      expect(service.eventsOf('mail.bounced')).toMatchObject([
        { kind: 'reset_mail', status: null },
      ]);
    });
  },
  ['memory'],
);
