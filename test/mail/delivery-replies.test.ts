import { inspect } from 'node:util';
import { MailDeliveryError } from 'latchkey';
import { createTransport, type MailMessage, type Transporter } from 'nodemailer';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { failureOf, handOver, opened, openTransport } from './hand-over.js';
import { TOKEN } from './mails.js';
import { CUT, HANG, type Moment, type Script, scriptedServer } from './scripted-server.js';

/** Sends one mail to a server that answers as the script says; it is waited for a second. */
async function failureWith(script: Script) {
  const server = await opened(scriptedServer(script));
  const transport = openTransport(server.url, {
    greetingTimeoutSeconds: 1,
    socketTimeoutSeconds: 1,
  });
  return { error: await failureOf(handOver(transport)), server };
}

/** Attack 56: whatever a server says, none of its text and no address comes along. */
const QUOTE = `<alice@example.com> 5.9.9 https://app.example/password/reset?token=${TOKEN}`;

const FOR_GOOD: readonly (readonly [Moment, string, status: string | null])[] = [
  ['RCPT', '550 5.1.1', '5.1.1'],
  ['RCPT', '550', null],
  ['RCPT', '551', null],
  ['RCPT', '553 5.1.3', '5.1.3'],
  ['RCPT', '550 5.7.2', '5.7.2'],
  ['RCPT', '556 5.1.10', '5.1.10'],
  ['RCPT', '550 5.2.1', '5.2.1'],
  // Exchange Online, of a recipient that does not exist.
  ['RCPT', '550 5.4.1', '5.4.1'],
  ['RCPT', '550 5.4.4', '5.4.4'],
  ['RCPT', '553 5.6.7', '5.6.7'],
  ['MAIL', '552 5.3.4', '5.3.4'],
  ['MAIL', '552', null],
  ['MAIL', '550 5.6.7', '5.6.7'],
  ['DATA', '554', null],
  ['TEXT', '552 5.3.4', '5.3.4'],
  ['TEXT', '552', null],
  ['TEXT', '550 5.7.0', '5.7.0'],
  ['RCPT', '550 5.7.605', '5.7.605'],
];

const FOR_LATER: readonly (readonly [Moment, string, code: string, status: string | null])[] = [
  ['RCPT', '450 4.7.1', 'deferred', '4.7.1'],
  ['RCPT', '451', 'deferred', null],
  ['RCPT', '452 4.5.3', 'deferred', '4.5.3'],
  ['RCPT', '421 4.7.0', 'deferred', '4.7.0'],
  ['RCPT', '503 5.5.1', 'deferred', '5.5.1'],
  ['TEXT', '451 4.3.0', 'deferred', '4.3.0'],
  ['TEXT', '421', 'deferred', null],
  ['RCPT', '554 5.3.2', 'deferred', '5.3.2'],
  ['TEXT', '550 5.4.3', 'deferred', '5.4.3'],
  ['TEXT', '554 5.4.6', 'deferred', '5.4.6'],
  ['RCPT', '552 5.2.2', 'mailbox_full', '5.2.2'],
  ['TEXT', '550 5.2.2', 'mailbox_full', '5.2.2'],
  ['RCPT', '452 4.2.2', 'mailbox_full', '4.2.2'],
  ['RCPT', '552', 'mailbox_full', null],
  ['GREETING', '421', 'deferred', null],
  ['EHLO', '421', 'deferred', null],
];

/** What an operator has to mend, whoever the mail is for. */
const OURS: readonly (readonly [Moment, string, code: string, status: string | null])[] = [
  ['GREETING', '554', 'sender_refused', null],
  ['MAIL', '550 5.7.1', 'sender_refused', '5.7.1'],
  ['MAIL', '553', 'sender_refused', null],
  ['MAIL', '501 5.1.7', 'sender_refused', '5.1.7'],
  ['RCPT', '550 5.1.8', 'sender_refused', '5.1.8'],
  ['RCPT', '550 5.7.23', 'sender_refused', '5.7.23'],
  ['TEXT', '550 5.7.26', 'sender_refused', '5.7.26'],
  ['TEXT', '550 5.7.20', 'sender_refused', '5.7.20'],
  ['RCPT', '550 5.7.27', 'sender_refused', '5.7.27'],
  // Postfix, which says at RCPT what it thinks of the client: a list, no relaying, DMARC.
  ['RCPT', '554 5.7.1', 'sender_refused', '5.7.1'],
  ['RCPT', '550 5.7.1', 'sender_refused', '5.7.1'],
  ['DATA', '554 5.7.1', 'sender_refused', '5.7.1'],
  // Gmail and OpenDMARC, once they have seen whom a mail says that it is from.
  ['TEXT', '550 5.7.1', 'sender_refused', '5.7.1'],
  ['TEXT', '550 5.7.28', 'sender_refused', '5.7.28'],
  ['TEXT', '550 5.7.30', 'sender_refused', '5.7.30'],
  // Exchange Online: DMARC, and senders and hosts that are banned.
  ['TEXT', '550 5.7.509', 'sender_refused', '5.7.509'],
  ['RCPT', '550 5.7.511', 'sender_refused', '5.7.511'],
  ['RCPT', '550 5.7.606', 'sender_refused', '5.7.606'],
  ['RCPT', '550 5.7.649', 'sender_refused', '5.7.649'],
  ['MAIL', '530 5.7.0', 'auth', '5.7.0'],
  ['RCPT', '550 5.7.8', 'auth', '5.7.8'],
  ['MAIL', '535', 'auth', null],
  ['MAIL', '523 5.7.10', 'tls', '5.7.10'],
];

describe('what a reply means', () => {
  it.each(FOR_GOOD)('%s: %s is final', async (moment, reply, status) => {
    const { error } = await failureWith({ [moment]: `${reply} ${QUOTE}` });
    expect(error).toMatchObject({ permanent: true, undelivered: true, code: 'refused', status });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/alice|token|5\.9\.9/);
    expect(error.message).toMatch(/^The mail server refuses the mail \([\d. ]+ to [A-Z ]+\)\.$/);
  });

  it.each(FOR_LATER)('%s: %s is %s', async (moment, reply, code, status) => {
    const { error } = await failureWith({ [moment]: `${reply} ${QUOTE}` });
    expect(error).toMatchObject({ permanent: false, undelivered: true, code, status });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/alice|token|5\.9\.9/);
  });

  it.each(OURS)('%s: %s is %s, and the operator is told', async (moment, reply, code, status) => {
    const emitWarning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    onTestFinished(() => emitWarning.mockRestore());
    const { error } = await failureWith({ [moment]: `${reply} ${QUOTE}` });
    expect(error).toMatchObject({ permanent: false, undelivered: true, code, status });
    expect(emitWarning.mock.calls).toEqual([
      [expect.stringContaining(`(${reply} to `), { type: 'LatchkeyWarning', code: `mail.${code}` }],
    ]);
    const told = inspect([error, emitWarning.mock.calls], { depth: 9, showHidden: true });
    expect(told).not.toMatch(/alice|token|5\.9\.9/);
  });

  it('the operator is told once in ten minutes', async () => {
    const emitWarning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => {
      emitWarning.mockRestore();
      vi.useRealTimers();
    });
    const server = await opened(scriptedServer({ MAIL: '550 5.7.1 not from you' }));
    const transport = openTransport(server.url);
    const toldAfter = async (milliseconds: number) => {
      vi.advanceTimersByTime(milliseconds);
      await failureOf(handOver(transport));
      return emitWarning.mock.calls.length;
    };
    expect(await toldAfter(0)).toBe(1);
    expect(await toldAfter(599_999)).toBe(1);
    expect(await toldAfter(1)).toBe(2);
  });

  it.each([
    ['550-5.1.1 first\n550 5.1.1 second', '5.1.1'],
    ['550-first\n550 5.1.1 second', null],
    ['550 4.2.2 of another class', null],
    ['550 5.1.1.1 too long', null],
    ['550 5.1.1234 too long', null],
    ['550 5.1.1', '5.1.1'],
    ['550 15.1.1 not a class', null],
    ['550 mailbox 5.1.1 in the text', null],
  ])('of %j the enhanced code is %s', async (reply, status) => {
    const { error } = await failureWith({ RCPT: reply });
    expect(error).toMatchObject({ permanent: true, code: 'refused', status });
  });

  it('a recipient refused in a pipeline is judged by its own reply', async () => {
    const { error } = await failureWith({
      EHLO: '250-scripted\n250-PIPELINING\n250 ENHANCEDSTATUSCODES',
      RCPT: '550 5.1.1 nobody here',
      DATA: '503 5.5.1 no valid recipients',
    });
    expect(error).toMatchObject({ permanent: true, code: 'refused', status: '5.1.1' });
  });
});

describe('whether the mail can have been taken', () => {
  it.each<[Moment, typeof HANG | typeof CUT, code: string]>([
    ['GREETING', HANG, 'timeout'],
    ['EHLO', HANG, 'timeout'],
    ['MAIL', HANG, 'timeout'],
    ['RCPT', HANG, 'timeout'],
    ['DATA', HANG, 'timeout'],
    ['EHLO', CUT, 'connection'],
    ['MAIL', CUT, 'connection'],
    ['RCPT', CUT, 'connection'],
    ['DATA', CUT, 'connection'],
  ])('%s, %s: certainly not', async (moment, deed, code) => {
    const { error, server } = await failureWith({ [moment]: deed });
    expect(error).toMatchObject({ permanent: false, undelivered: true, code, status: null });
    expect(server.texts).toEqual([]);
  });

  it.each<[typeof HANG | typeof CUT, code: string]>([
    [HANG, 'timeout'],
    [CUT, 'connection'],
  ])('after the text, %s: nobody knows, and it is not sent a second time', async (deed, code) => {
    const { error, server } = await failureWith({ TEXT: deed });
    expect(error).toMatchObject({ permanent: false, undelivered: false, code });
    expect(server.texts).toHaveLength(1);
    expect(server.connections()).toBe(1);
  });

  it('an aborted delivery is undelivered before the text, and unknown after it', async () => {
    for (const [moment, undelivered] of [
      ['RCPT', true],
      ['TEXT', false],
    ] as const) {
      const server = await opened(scriptedServer({ [moment]: HANG }));
      const transport = openTransport(server.url);
      const controller = new AbortController();
      const failure = failureOf(handOver(transport, {}, controller.signal));
      const seen = () => (moment === 'TEXT' ? server.texts : server.commands.slice(2)).length;
      await expect.poll(seen).toBe(1);
      controller.abort();
      expect(await failure).toMatchObject({ permanent: false, code: 'aborted', undelivered });
    }
  });

  it('a mail that was given up on in line never goes out', async () => {
    const server = await opened(scriptedServer({ RCPT: HANG }));
    const transport = openTransport(server.url, {
      maxConnections: 1,
      deliveryTimeoutSeconds: 0.2,
    });
    const failures = await Promise.all([1, 2, 3].map(() => failureOf(handOver(transport))));
    for (const failure of failures)
      expect(failure).toMatchObject({ permanent: false, undelivered: true, code: 'timeout' });
    await transport.close?.();
    expect(server.texts).toEqual([]);
  });

  it('a transporter that knows no signals reads no text after the end', async () => {
    let resume = () => {};
    const text = new Promise<string>((resolve) => {
      resume = () => resolve('');
    });
    const read: Promise<string>[] = [];
    const transport = openTransport(
      createTransport({
        name: 'a queue of its own',
        version: '1',
        send(mail: MailMessage, done: (error: Error | null, info?: object) => void) {
          const later = text.then(async () => {
            const chunks: string[] = [];
            const stream = mail.message.createReadStream();
            for await (const chunk of stream) chunks.push(String(chunk));
            done(null, {});
            return chunks.join('');
          });
          read.push(later.catch(() => 'nothing'));
        },
      }) as unknown as Transporter,
      { deliveryTimeoutSeconds: 0.1 },
    );
    const failure = await failureOf(handOver(transport));
    expect(failure).toMatchObject({ undelivered: true, code: 'timeout' });
    resume();
    expect(await Promise.all(read)).toEqual(['nothing']);
  });
});

describe('the error itself', () => {
  it.each([
    ['5.1.1', '5.1.1'],
    ['4.7.123', '4.7.123'],
    ['5.1.1 <alice@example.com> unknown', null],
    ['5.1.1\n', null],
    ['6.1.1', null],
    ['5.1', null],
    ['5.1.1234', null],
    ['', null],
    [null, null],
    [511 as unknown as string, null],
  ])('of %j it takes %s for a status', (status, taken) => {
    const error = new MailDeliveryError('refused', { permanent: true, status });
    expect(error.status).toBe(taken);
  });

  it('without one it has none', () => {
    expect(new MailDeliveryError('refused', { permanent: true }).status).toBeNull();
  });
});
