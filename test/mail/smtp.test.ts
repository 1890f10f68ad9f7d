import { inspect } from 'node:util';
import { MailDeliveryError } from 'latchkey';
import { type MailTransport, mailer } from 'latchkey/mail';
import { type SmtpTransportOptions, smtpTransport } from 'latchkey/nodemailer';
import { createTransport } from 'nodemailer';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { type PostOffice, postOffice, smtpReply } from '../support/smtp-post-office.js';
import { everyKind, LINK, resetMail, TOKEN } from './mails.js';

const opened: { close?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const resource of opened.splice(0).reverse()) await resource.close?.();
});

async function office(options?: SMTPServerOptions, port?: number): Promise<PostOffice> {
  const started = await postOffice(options, port);
  opened.push(started);
  return started;
}

function mailerTo(url: string, options?: SmtpTransportOptions) {
  return mailerOver(smtpTransport(url, options));
}

function mailerOver(transport: MailTransport) {
  opened.push(transport);
  return mailer({
    transport,
    from: { name: 'Acme, Inc.', address: 'no-reply@acme.example' },
    product: { name: 'Acme', url: 'https://acme.example', supportUrl: 'https://acme.example/help' },
  });
}

/** Addresses that are no address, or more than one, or another one to somebody else. */
const notPlain = [
  '"e@x, "@y',
  'a@x,evil@y',
  'a@x;evil@y',
  'a@x evil@y',
  '<a@x>b@y',
  'Alice <a@x>',
  '"a b"@x',
  'a@x\r\nRCPT TO:<evil@y>',
  'a@x\nBcc: evil@y',
  'a@x\0.evil',
  'a(comment)@x',
  'a@x@y',
  'a@[127.0.0.1]',
  'group:a@x;',
  'mike@ｅxample.org',
  'mike@example。org',
  'mike＠example.org',
  ' a@x',
  'a@x ',
  '@x',
  'a@',
  'a@.x',
  'a@x.',
  'a@-x',
  'a@x..y',
  'a\u202e@x',
  '\ud800@x',
  `${'a'.repeat(250)}@x.yz`,
  `${'ä'.repeat(125)}@x.yz`,
  `${'a'.repeat(10_000)}@x`,
].map((to) => [JSON.stringify(to).slice(0, 40), to] as const);

const call = () => ({ signal: new AbortController().signal });

async function failureOf(sending: Promise<unknown>): Promise<MailDeliveryError> {
  const outcome = await sending.then(
    () => 'accepted',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(MailDeliveryError);
  return outcome as MailDeliveryError;
}

describe('a mail on the wire', () => {
  it.each(Object.entries(everyKind()))('%s arrives whole', async (_kind, mail) => {
    const { url, received } = await office();
    const mails = mailerTo(url);
    await mails.send(mail, call());

    const rendered = mails.render(mail);
    expect(received).toHaveLength(1);
    const { parsed, recipients, sender } = received[0]!;
    expect(recipients).toEqual(['alice@example.com']);
    expect(sender).toBe('no-reply@acme.example');
    expect(parsed.subject).toBe(rendered.subject);
    expect(parsed.from?.value).toEqual([{ name: 'Acme, Inc.', address: 'no-reply@acme.example' }]);
    expect(parsed.to).toMatchObject({ value: [{ name: '', address: 'alice@example.com' }] });
    expect(parsed.text?.trim()).toBe(rendered.text.replace(/-- \n/, '-- \n').trim());
    expect(String(parsed.html).trim()).toBe(rendered.html?.trim());
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.headers.has('list-unsubscribe')).toBe(false);
  });

  it('attack 56: the token stands in the link and in no header', async () => {
    const { url, received } = await office();
    await mailerTo(url).send(resetMail(), call());

    const { raw, parsed } = received[0]!;
    const headers = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(headers).not.toContain(TOKEN.slice(0, 12));
    expect(parsed.text?.split(TOKEN)).toHaveLength(2);
    expect(parsed.text).toContain(LINK);
  });

  it('a redelivery carries the same Message-ID, another mail a different one', async () => {
    const { url, received } = await office();
    const mails = mailerTo(url);
    await mails.send(resetMail({ id: 'entry-1' }), call());
    await mails.send(resetMail({ id: 'entry-1' }), call());
    await mails.send(resetMail({ id: 'entry-2' }), call());

    expect(received.map(({ parsed }) => parsed.messageId)).toEqual([
      '<entry-1@acme.example>',
      '<entry-1@acme.example>',
      '<entry-2@acme.example>',
    ]);
  });
});

describe('attack 1 and 3: the recipient is the stored address, byte for byte', () => {
  it.each<[to: string, wire?: string]>([
    ['Mike@EXAMPLE.Org'],
    ['mıke@example.org'],
    ['first.last+tag@sub.example.org'],
    ["o'neil@example.org"],
    ['victim%example.net@example.org'],
    ['root@localhost'],
    ['mike@xn--exmple-cua.org'],
    // SMTP knows such a domain by its ASCII form only.
    ['mike@exämple.org', 'mike@xn--exmple-cua.org'],
  ])('%s goes into the envelope as %s', async (to, wire = to) => {
    const { url, received, commands } = await office();
    await mailerTo(url).send(resetMail({ to }), call());
    expect(received).toHaveLength(1);
    const rcpt = commands.filter((line) => /^rcpt/i.test(line));
    expect(rcpt).toEqual([`RCPT TO:<${wire}>`]);
  });

  it('a transporter of the application’s own is pinned alike', async () => {
    const { port, received } = await office();
    const transporter = createTransport({ host: '127.0.0.1', port });
    opened.push({ close: async () => transporter.close() });
    await mailerOver(smtpTransport(transporter)).send(
      resetMail({ to: 'Mike@EXAMPLE.Org' }),
      call(),
    );
    await transporter.sendMail({ from: 'a@b.example', to: 'Own@EXAMPLE.Org', text: 'own' });
    expect(received[0]?.recipients).toEqual(['Mike@EXAMPLE.Org']);
    expect(received[1]?.recipients).toEqual(['Own@example.org']);
  });

  it.each(notPlain)('%s is refused for good before the wire', async (_name, to) => {
    let connections = 0;
    const { url, received } = await office({
      onConnect(_session, done) {
        connections += 1;
        done();
      },
    });
    const transport = smtpTransport(url);
    const mails = mailerOver(transport);
    const plain = mails.render(resetMail());

    for (const send of [
      () => mails.send(resetMail({ to }), call()),
      () => transport.send({ ...plain, to }, call()),
    ]) {
      const error = await failureOf(send());
      expect(error).toMatchObject({ permanent: true, code: 'address_refused' });
      expect(error.message).not.toContain(to);
    }
    expect(connections).toBe(0);
    expect(received).toEqual([]);
  });
});

describe('a server that does not take the mail', () => {
  it('550 to the recipient is final, and the error quotes nothing of it', async () => {
    const { url } = await office({
      onRcptTo: ({ address }, _session, done) => done(smtpReply(550, `no <${address}> here`)),
    });
    const error = await failureOf(mailerTo(url).send(resetMail(), call()));
    expect(error).toMatchObject({ permanent: true, code: 'refused' });
    expect(error.message).toBe('The mail server refuses the mail (550 to RCPT TO).');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('alice');
  });

  it('attack 56: a filter that quotes the link brings no token into the error', async () => {
    const seen: unknown[] = [];
    const { url } = await office({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(smtpReply(554, `blocked link ${LINK}`)));
      },
    });
    const error = await failureOf(
      mailerTo(url, { onError: (raw) => seen.push(raw) }).send(resetMail(), call()),
    );
    expect(error).toMatchObject({ permanent: true, code: 'refused' });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(TOKEN);
    expect(String(seen[0])).toContain(TOKEN);
  });

  it('451 and then 250: deferred, and taken the next time', async () => {
    let tries = 0;
    const { url, received } = await office({
      onRcptTo(_address, _session, done) {
        tries += 1;
        done(tries === 1 ? smtpReply(451, 'greylisted') : undefined);
      },
    });
    const mails = mailerTo(url);
    const error = await failureOf(mails.send(resetMail(), call()));
    expect(error).toMatchObject({ permanent: false, code: 'deferred' });
    await mails.send(resetMail(), call());
    expect(received).toHaveLength(1);
  });

  it('a refused sign-in is about us, so the mail stays', async () => {
    const { port } = await office({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(smtpReply(535, 'who are you?')),
    });
    const error = await failureOf(
      mailerTo(`smtp://user:hunter2@127.0.0.1:${port}`).send(resetMail(), call()),
    );
    expect(error).toMatchObject({ permanent: false, code: 'auth' });
    expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
  });

  it('a server that wants a sign-in first has not refused the mail for good', async () => {
    const { url } = await office({ authOptional: false });
    const error = await failureOf(mailerTo(url).send(resetMail(), call()));
    expect(error).toMatchObject({ permanent: false, code: 'auth' });
  });

  it('a server without TLS is given no link where TLS is required', async () => {
    const { url, received } = await office();
    const error = await failureOf(mailerTo(url, { requireTls: true }).send(resetMail(), call()));
    expect(error).toMatchObject({ permanent: false, code: 'tls' });
    expect(received).toEqual([]);
  });

  it('a certificate that nobody vouches for is TLS trouble', async () => {
    const { url, received } = await office({ disabledCommands: [] });
    const error = await failureOf(mailerTo(url).send(resetMail(), call()));
    expect(error).toMatchObject({ permanent: false, code: 'tls' });
    expect(received).toEqual([]);
  });

  it('nobody listens: to be tried again, and taken once somebody does', async () => {
    const gone = await postOffice();
    await gone.close();
    const mails = mailerTo(gone.url);
    const error = await failureOf(mails.send(resetMail(), call()));
    expect(error).toMatchObject({ permanent: false, code: 'connection' });

    const { received } = await office({}, gone.port);
    await mails.send(resetMail(), call());
    expect(received).toHaveLength(1);
  });
});

describe('attack 36: a server that hangs', () => {
  const hangs: Record<string, SMTPServerOptions> = {
    'before its greeting': { onConnect: () => {} },
    'at the recipient': { onRcptTo: () => {} },
    'after the text': { onData: (stream) => void stream.resume() },
  };

  it.each(Object.entries(hangs))('%s is given up within the configured time', async (_at, hang) => {
    const { url } = await office(hang);
    const mails = mailerTo(url, { greetingTimeoutSeconds: 0.2, socketTimeoutSeconds: 0.2 });
    const started = performance.now();
    const error = await failureOf(mails.send(resetMail(), call()));
    expect(error).toMatchObject({ permanent: false, code: 'timeout' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it.each([
    ['before its greeting', true],
    ['at the recipient', true],
    ['after the text', false],
  ])('%s: whether the mail is certainly undelivered is said to be %s', async (at, undelivered) => {
    const { url } = await office(hangs[at]);
    const mails = mailerTo(url, { greetingTimeoutSeconds: 0.2, socketTimeoutSeconds: 0.5 });
    expect(await failureOf(mails.send(resetMail(), call()))).toMatchObject({ undelivered });
  });

  it('one that keeps the line alive is bounded by the time for a whole delivery', async () => {
    const { url } = await office({ onData: (stream) => void stream.resume() });
    const mails = mailerTo(url, { deliveryTimeoutSeconds: 0.2 });
    const error = await failureOf(mails.send(resetMail(), call()));
    expect(error).toMatchObject({ permanent: false, code: 'timeout' });
  });

  it('holds up no mail that comes after it', async () => {
    let first = true;
    const { url, received } = await office({
      onRcptTo(_address, _session, done) {
        if (!first) done();
        first = false;
      },
    });
    const mails = mailerTo(url, { socketTimeoutSeconds: 0.2, maxConnections: 1 });
    await failureOf(mails.send(resetMail(), call()));
    await mails.send(resetMail(), call());
    expect(received).toHaveLength(1);
  });

  it('the caller’s signal ends the delivery and its connection', async () => {
    const controller = new AbortController();
    const { url, connections } = await office({ onRcptTo: () => controller.abort() });
    const mails = mailerTo(url);
    const error = await failureOf(mails.send(resetMail(), { signal: controller.signal }));
    expect(error).toMatchObject({ permanent: false, code: 'aborted' });
    await expect.poll(connections).toBe(0);
  });

  it('a signal that is aborted already opens no connection', async () => {
    const { url, received, connections } = await office();
    const reason = new Error('shut down');
    const sending = mailerTo(url).send(resetMail(), { signal: AbortSignal.abort(reason) });
    await expect(sending).rejects.toBe(reason);
    expect([received.length, connections()]).toEqual([0, 0]);
  });
});

describe('closing', () => {
  it('finishes what is on its way and takes nothing more', async () => {
    const { url, received, connections } = await office();
    const mails = mailerTo(url);
    const sending = mails.send(resetMail(), call());
    await mails.close();
    await sending;
    expect(received).toHaveLength(1);
    await expect.poll(connections).toBe(0);
    expect(await failureOf(mails.send(resetMail(), call()))).toMatchObject({ code: 'closed' });
  });

  it('leaves the application’s own transporter open', async () => {
    const { port, received } = await office();
    const transporter = createTransport({ pool: true, host: '127.0.0.1', port });
    opened.push({ close: async () => transporter.close() });
    await smtpTransport(transporter).close?.();
    await transporter.sendMail({ from: 'a@b.example', to: 'c@d.example', text: 'still open' });
    expect(received).toHaveLength(1);
  });
});

describe('options that make no sense', () => {
  it.each(['http://x', 'smtp:', 'example.com', 'direct:x'])('server %s throws', (server) => {
    expect(() => smtpTransport(server)).toThrow(/"server" must be/);
  });

  it('a bad server URL does not show its password', () => {
    expect(() => smtpTransport('http://user:hunter2@x')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });

  it.each([0, -1, Number.NaN, Infinity])('a timeout of %s throws', (deliveryTimeoutSeconds) => {
    expect(() => smtpTransport('smtp://127.0.0.1', { deliveryTimeoutSeconds })).toThrow(
      /"deliveryTimeoutSeconds"/,
    );
  });
});
