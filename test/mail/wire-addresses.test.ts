import { isPlainAddress } from 'latchkey/mail';
import { createTransport } from 'nodemailer';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { leastCpuTime } from '../support/least-cpu-time.js';
import { type PostOffice, postOffice } from '../support/smtp-post-office.js';
import { failureOf, handOver, opened, openTransport } from './hand-over.js';
import { HANG, scriptedServer } from './scripted-server.js';

const aboutMails = ({ commands }: PostOffice) =>
  commands.filter((line) => /^(?:mail|rcpt|data)/i.test(line));
const toHeader = ({ received }: PostOffice) =>
  /^To:(?:\r\n)? (.*)\r$/m.exec(received.at(-1)?.raw ?? '')?.[1];

/** As stored, and as it goes over the wire where that differs: a domain has an ASCII form. */
const ANYWHERE = rows([
  ['Mike@EXAMPLE.Org'],
  ['first.last+tag@sub.example.org'],
  ["o'neil@example.org"],
  ['victim%example.net@example.org'],
  ['evil!bang@example.org'],
  [`${'a'.repeat(64)}@example.org`],
  ['mike@xn--exmple-cua.org'],
  ['Mike@exämple.Org', 'Mike@xn--exmple-cua.org'],
  ['mike@EXÄMPLE.org', 'mike@xn--exmple-cua.org'],
  ['mike@straße.example', 'mike@xn--strae-oqa.example'],
  ['mike@пример.рф', 'mike@xn--e1afmkfd.xn--p1ai'],
  ['mike@例え.テスト', 'mike@xn--r8jz45g.xn--zckzah'],
  ['mike@مثال.إختبار', 'mike@xn--mgbh0fb.xn--kgbechtv'],
]);

const WITH_SMTPUTF8 = rows([
  ['mıke@example.org'],
  ['Müller@Example.Org'],
  // Decomposed as it is stored: another form may be another mailbox.
  ['mu\u0308ller@example.org'],
  ['用户@例え.テスト', '用户@xn--r8jz45g.xn--zckzah'],
  ['пошта@пример.рф', 'пошта@xn--e1afmkfd.xn--p1ai'],
  ['أحمد@xn--mgbh0fb.xn--kgbechtv'],
]);

function rows(cases: readonly (readonly [stored: string, wire?: string])[]) {
  return cases.map(([stored, wire = stored]) => [stored, wire] as const);
}

describe('addresses on the wire', () => {
  it.each(ANYWHERE)('%s is written as %s to any server', async (to, wire) => {
    for (const options of [{}, { hideSMTPUTF8: true }, { hidePIPELINING: true }]) {
      const office = await opened(postOffice(options));
      await handOver(openTransport(office.url), { to });
      expect(aboutMails(office)).toEqual([
        expect.stringMatching(/^MAIL FROM:<no-reply@acme\.example>(?! SMTPUTF8)/),
        `RCPT TO:<${wire}>`,
        'DATA',
      ]);
      expect(toHeader(office)).toBe(wire);
    }
  });

  it.each(WITH_SMTPUTF8)('%s is written as %s where SMTPUTF8 is', async (to, wire) => {
    const office = await opened(postOffice());
    await handOver(openTransport(office.url), { to });
    expect(aboutMails(office)).toEqual([
      'MAIL FROM:<no-reply@acme.example> SMTPUTF8',
      `RCPT TO:<${wire}>`,
      'DATA',
    ]);
    expect(toHeader(office)).toBe(wire);
    expect(office.received[0]?.parsed.to).toMatchObject({ value: [{ name: '' }] });
  });

  it.each(WITH_SMTPUTF8)('%s is refused for good where it is not, and nothing sent', async (to) => {
    const office = await opened(postOffice({ hideSMTPUTF8: true }));
    const transport = openTransport(office.url);
    const error = await failureOf(handOver(transport, { to }));
    expect(error).toMatchObject({
      permanent: true,
      undelivered: true,
      code: 'smtputf8_unsupported',
      status: null,
    });
    expect(error.message).not.toContain(to);
    expect(aboutMails(office)).toEqual([]);
    await handOver(transport);
    expect(office.received).toHaveLength(1);
  });

  it('the server is asked under TLS, where there is TLS', async () => {
    const office = await opened(postOffice({ disabledCommands: [] }));
    const server = { host: '127.0.0.1', port: office.port, tls: { rejectUnauthorized: false } };
    await handOver(openTransport(server), { to: 'mıke@example.org' });
    expect(office.received[0]?.recipients).toEqual(['mıke@example.org']);
  });

  it('a server that is away, or hangs while it is asked, has refused nothing', async () => {
    const gone = await scriptedServer();
    await gone.close();
    const to = 'mıke@example.org';
    const away = await failureOf(handOver(openTransport(gone.url), { to }));
    expect(away).toMatchObject({ permanent: false, undelivered: true, code: 'connection' });

    const hangs = await opened(scriptedServer({ EHLO: HANG }));
    const options = { socketTimeoutSeconds: 0.2 };
    const late = await failureOf(handOver(openTransport(hangs.url, options), { to }));
    expect(late).toMatchObject({ permanent: false, undelivered: true, code: 'timeout' });
  });

  it('an abort ends the asking, and its connection', async () => {
    const office = await opened(postOffice({ onConnect: () => {} }));
    const controller = new AbortController();
    const to = 'mıke@example.org';
    const failure = failureOf(handOver(openTransport(office.url), { to }, controller.signal));
    await expect.poll(office.connections).toBe(1);
    controller.abort();
    expect(await failure).toMatchObject({ undelivered: true, code: 'aborted' });
    await expect.poll(office.connections).toBe(0);
  });

  it('a server that offers SMTPUTF8 may refuse the mailbox all the same', async () => {
    const server = await opened(
      scriptedServer({
        EHLO: '250-scripted\n250-8BITMIME\n250 SMTPUTF8',
        RCPT: '553 5.6.7 not such names',
      }),
    );
    const error = await failureOf(handOver(openTransport(server.url), { to: 'mıke@example.org' }));
    expect(error).toMatchObject({ permanent: true, code: 'refused', status: '5.6.7' });
  });

  it('an extension whose name only begins alike is no SMTPUTF8', async () => {
    const server = await opened(scriptedServer({ EHLO: '250-SMTPUTF8 greets you\n250 XSMTPUTF8' }));
    const error = await failureOf(handOver(openTransport(server.url), { to: 'mıke@example.org' }));
    expect(error).toMatchObject({ code: 'smtputf8_unsupported' });
  });

  it('a transporter of one’s own is asked alike, and one without SMTP is not', async () => {
    const to = 'mıke@пример.рф';
    const office = await opened(postOffice({ hideSMTPUTF8: true }));
    const single = createTransport({ host: '127.0.0.1', port: office.port });
    const error = await failureOf(handOver(openTransport(single), { to }));
    expect(error).toMatchObject({ permanent: true, code: 'smtputf8_unsupported' });
    expect(aboutMails(office)).toEqual([]);

    const kept: unknown[] = [];
    const stream = createTransport({ streamTransport: true, buffer: true });
    stream.use('stream', (mail, done) => {
      kept.push(mail.message.getEnvelope().to);
      done();
    });
    await handOver(openTransport(stream), { to });
    expect(kept).toHaveLength(1);
  });

  it('the sender is written likewise', async () => {
    const office = await opened(postOffice());
    const transport = openTransport(office.url);
    await handOver(transport, { from: { name: 'Änne', address: 'No-Reply@ÄCME.example' } });
    await handOver(transport, { from: { name: '', address: 'почта@acme.example' } });
    expect(aboutMails(office).filter((line) => line.startsWith('MAIL'))).toEqual([
      'MAIL FROM:<No-Reply@xn--cme-pla.example>',
      'MAIL FROM:<почта@acme.example> SMTPUTF8',
    ]);
  });

  it.each(['alice@example.com', 'пошта@пример.рф'])(
    'a sender that the server cannot take keeps mails to %s waiting for the operator',
    async (to) => {
      const emitWarning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
      onTestFinished(() => emitWarning.mockRestore());
      const office = await opened(postOffice({ hideSMTPUTF8: true }));
      const from = { name: '', address: 'почта@acme.example' };
      const error = await failureOf(handOver(openTransport(office.url), { from, to }));
      expect(error).toMatchObject({ permanent: false, undelivered: true, code: 'sender_refused' });
      expect(emitWarning.mock.calls).toEqual([
        [expect.any(String), { type: 'LatchkeyWarning', code: 'mail.sender_refused' }],
      ]);
      expect(aboutMails(office)).toEqual([]);
    },
  );

  it('attack 59: one that is made to be read for hours is refused at once', async () => {
    const office = await opened(postOffice());
    const transport = openTransport(office.url);
    for (const local of ['a'.repeat(26), 'é'.repeat(26), 'a.'.repeat(13), '0é'.repeat(13)]) {
      const to = `${local}"@example.org`;
      expect(leastCpuTime(() => isPlainAddress(to))).toBeLessThan(5);
      expect(await failureOf(handOver(transport, { to }))).toMatchObject({
        permanent: true,
        code: 'address_refused',
      });
    }
    expect(aboutMails(office)).toEqual([]);
  });

  it('what looks like syntax or a pattern goes out as it is stored', async () => {
    const server = await opened(scriptedServer());
    const transport = openTransport(server.url);
    for (const to of ["$&$'$`@example.org", '$1$$@example.org', '.a..b.@example.org']) {
      await handOver(transport, { to });
      expect(server.commands).toContain(`RCPT TO:<${to}>`);
      expect(/^To:(?:\r\n)? (.*)\r$/m.exec(server.texts.at(-1) ?? '')?.[1]).toBe(to);
    }
  });
});
