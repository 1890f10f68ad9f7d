import { inspect } from 'node:util';
import { MailDeliveryError } from 'latchkey';
import { type MailerOptions, mailer } from 'latchkey/mail';
import { type SmtpTransportOptions, smtpTransport } from 'latchkey/nodemailer';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { forEachEngine } from '../support/each-engine.js';
import { openService, passwordOf, type ServiceOverrides } from '../support/open-service.js';
import { opened } from './hand-over.js';
import { CUT, HANG, type Script, scriptedServer } from './scripted-server.js';

type Server = Parameters<typeof smtpTransport>[0];

const ALICE = 'alice@example.com';
const timeouts: SmtpTransportOptions = { greetingTimeoutSeconds: 1, socketTimeoutSeconds: 1 };

function mailerTo(server: Server, options?: SmtpTransportOptions) {
  const transport: MailerOptions['transport'] = smtpTransport(server, { ...timeouts, ...options });
  onTestFinished(async () => transport.close?.());
  return mailer({
    transport,
    from: 'no-reply@acme.example',
    product: { name: 'Acme', url: 'https://acme.example' },
  });
}

/** Sees the warnings of the process, and keeps them off the screen. */
function warnings(): () => unknown[] {
  const emitWarning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  onTestFinished(() => emitWarning.mockRestore());
  return () => emitWarning.mock.calls.map(([, options]) => options);
}

forEachEngine(
  'what becomes of a mail over SMTP',
  (engine) => {
    async function open(
      server: Server,
      options?: SmtpTransportOptions,
      overrides: ServiceOverrides = {},
    ) {
      const service = openService(engine, { mailer: mailerTo(server, options), ...overrides });
      await service.seedAccount({ id: 'alice', email: ALICE, password: passwordOf(1) });
      /** Tells the events of mails: type, and cause or reason or status. */
      const told = () =>
        service.events.flatMap((event) => {
          if (event.type === 'mail.sent') return [['sent', event.kind]];
          if (event.type === 'mail.bounced') return [['bounced', event.status]];
          if (event.type === 'outbox.deferred') return [['deferred', event.cause]];
          return event.type === 'outbox.given_up' ? [['given up', event.reason]] : [];
        });
      const retry = async (seconds: number) => {
        service.clock.advance(seconds);
        await service.passwords.drainOutbox();
      };
      return { ...service, told, retry };
    }

    /** A server whose script a test changes as it goes. */
    async function changing(first: Script) {
      const script: Record<string, unknown> = { ...first };
      const server = await opened(scriptedServer(script as Script));
      const become = (next: Script) => {
        for (const moment of Object.keys(script)) delete script[moment];
        Object.assign(script, next);
      };
      return { ...server, become };
    }
    /** The token of a text as it stands on the wire, soft line breaks and all (RFC 2045 6.7). */
    const tokenIn = (text = '') =>
      /token=3D([\w-]{43})\b/.exec(text.replaceAll('=\r\n', ''))?.[1] ?? 'none';
    const messageIdIn = (text = '') => /^Message-ID: (.*)\r$/m.exec(text)?.[1];

    it('250: sent', async () => {
      const server = await changing({});
      const { request, told } = await open(server.url);
      await request(ALICE);
      expect(told()).toEqual([['sent', 'reset_mail']]);
      expect(server.texts).toHaveLength(1);
    });

    it('greylisted for five minutes: deferred, then sent, within the hour', async () => {
      const server = await changing({ RCPT: '450 4.7.1 come back in 300 seconds' });
      const { request, retry, told, events, clock, lastToken, passwords } = await open(server.url);
      await request(ALICE);
      const began = clock.now().getTime();
      while (told().at(-1)?.[0] === 'deferred') {
        const due = events.findLast((event) => event.type === 'outbox.deferred')?.dueAt.getTime();
        const wait = ((due ?? 0) - clock.now().getTime()) / 1000;
        if (clock.now().getTime() + wait * 1000 - began >= 300_000) server.become({});
        await retry(wait);
      }
      expect(told().at(-1)).toEqual(['sent', 'reset_mail']);
      expect(told().slice(0, -1)).toEqual(
        told()
          .slice(0, -1)
          .map(() => ['deferred', 'deferred']),
      );
      expect(clock.now().getTime() - began).toBeLessThan(15 * 60_000);
      expect(server.texts).toHaveLength(1);
      const redeemed = { token: lastToken(), newPassword: passwordOf(2) };
      expect(await passwords.redeemTicket(redeemed)).toMatchObject({ ok: true });
    });

    it('550: bounced with the enhanced code, and given up', async () => {
      const { url } = await changing({ RCPT: `550 5.1.1 <${ALICE}> is unknown` });
      const { request, told, events, passwords } = await open(url);
      await request(ALICE);
      expect(told()).toEqual([
        ['bounced', '5.1.1'],
        ['given up', 'refused'],
      ]);
      expect(inspect(events, { depth: 9 })).not.toContain(ALICE);
      expect(await passwords.listGivenUp({ limit: 10 })).toMatchObject([
        { kind: 'reset_mail', reason: 'refused' },
      ]);
    });

    it('a bounce without an enhanced code, and one of our own making, have none', async () => {
      const { url, become } = await changing({ TEXT: '554 spam' });
      const { request, told, seedAccount } = await open(url);
      await request(ALICE);
      become({});
      await seedAccount({ id: 'mıke', email: 'mıke@example.org', password: passwordOf(1) });
      await request('mıke@example.org');
      expect(told().filter(([type]) => type === 'bounced')).toEqual([
        ['bounced', null],
        ['bounced', null],
      ]);
    });

    it('4xx until the request is not worth it any more: given up, and nothing bounced', async () => {
      const server = await changing({ RCPT: '451 4.3.0 later' });
      const { request, retry, told } = await open(server.url);
      await request(ALICE);
      await retry(3599);
      expect(told()).toEqual([
        ['deferred', 'deferred'],
        ['deferred', 'deferred'],
      ]);
      await retry(601);
      expect(told().at(-1)).toEqual(['given up', 'expired']);
      expect(told().filter(([type]) => type === 'bounced')).toEqual([]);
    });

    it('a full mailbox that is emptied gets its mail', async () => {
      const server = await changing({ RCPT: '552 5.2.2 over quota' });
      const { request, retry, told } = await open(server.url);
      await request(ALICE);
      server.become({});
      await retry(6);
      expect(told()).toEqual([
        ['deferred', 'mailbox_full'],
        ['sent', 'reset_mail'],
      ]);
    });

    it.each([
      [HANG, 'timeout'],
      [CUT, 'connection'],
    ] as const)(
      '%s after the text: the same mail again, link and Message-ID',
      async (deed, cause) => {
        const server = await changing({ TEXT: deed });
        const { request, retry, told } = await open(server.url);
        await request(ALICE);
        await retry(6);
        server.become({});
        await retry(60);
        expect(told()).toEqual([
          ['deferred', cause],
          ['deferred', cause],
          ['sent', 'reset_mail'],
        ]);
        expect(server.texts).toHaveLength(3);
        expect(tokenIn(server.texts[0])).toHaveLength(43);
        expect(new Set(server.texts.map((text) => tokenIn(text))).size).toBe(1);
        expect(new Set(server.texts.map((text) => messageIdIn(text))).size).toBe(1);
      },
    );

    it('a hang before the text costs none of the three links', async () => {
      const server = await changing({ RCPT: HANG });
      const { request, retry, told } = await open(server.url);
      await request(ALICE);
      for (const wait of [6, 20, 60]) await retry(wait);
      server.become({});
      await retry(600);
      expect(told().slice(0, -1)).toEqual(Array(4).fill(['deferred', 'timeout']));
      expect(told().at(-1)).toEqual(['sent', 'reset_mail']);
    });

    it('a notice keeps its Message-ID, whatever it met on its way', async () => {
      const server = await changing({ TEXT: '451 4.3.0 later' });
      const { passwords, retry, told } = await open(server.url);
      await passwords.adminSetPassword({
        accountId: 'alice',
        newPassword: passwordOf(2),
        notify: true,
      });
      await passwords.drainOutbox();
      server.become({ TEXT: HANG });
      await retry(6);
      server.become({});
      await retry(60);
      expect(told().map(([type]) => type)).toEqual(['deferred', 'deferred', 'sent']);
      expect(new Set(server.texts.map((text) => messageIdIn(text))).size).toBe(1);
    });

    it.each<[string, Script, SmtpTransportOptions, object, cause: string]>([
      [
        'a refused sign-in',
        { EHLO: '250-scripted\n250 AUTH PLAIN', AUTH: '535 5.7.8 no' },
        {},
        { auth: { user: 'u', pass: 'hunter2' } },
        'auth',
      ],
      ['a server without TLS', {}, { requireTls: true }, {}, 'tls'],
      ['a sender who is not welcome', { MAIL: '550 5.7.1 blocked' }, {}, {}, 'sender_refused'],
      [
        'a host on a list, told at RCPT as Postfix does',
        { RCPT: '554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked' },
        {},
        {},
        'sender_refused',
      ],
      ['a domain that fails DMARC', { TEXT: '550 5.7.26 no' }, {}, {}, 'sender_refused'],
    ])(
      '%s: the mail waits, and the operator is told',
      async (_name, script, options, pool, cause) => {
        const warned = warnings();
        const server = await changing(script);
        const { request, retry, told } = await open(
          { host: '127.0.0.1', port: server.port, ...pool },
          options,
        );
        await request(ALICE);
        await retry(6);
        expect(told()).toEqual([
          ['deferred', cause],
          ['deferred', cause],
        ]);
        expect(warned()).toEqual([{ type: 'LatchkeyWarning', code: `mail.${cause}` }]);
        expect(inspect(warned())).not.toContain('hunter2');
      },
    );

    it('one listing bounces no notice: it waits, and arrives once the host is off the list', async () => {
      warnings();
      const server = await changing({ RCPT: '554 5.7.1 Client host [203.0.113.9] blocked' });
      const { passwords, retry, told } = await open(server.url);
      await passwords.adminSetPassword({
        accountId: 'alice',
        newPassword: passwordOf(2),
        notify: true,
      });
      await passwords.drainOutbox();
      for (let hour = 0; hour < 48; hour += 8) await retry(8 * 3600);
      server.become({});
      await retry(3600);
      const types = told().map(([type]) => type);
      expect(types.slice(0, 7)).toEqual(Array(7).fill('deferred'));
      expect(types.at(-1)).toBe('sent');
      expect(types).not.toContain('bounced');
      expect(server.texts).toHaveLength(1);
    });

    it('a server that is away, and back', async () => {
      const gone = await scriptedServer();
      await gone.close();
      const { request, retry, told } = await open(gone.url);
      await request(ALICE);
      const back = await opened(scriptedServer({}, gone.port));
      await retry(6);
      expect(told()).toEqual([
        ['deferred', 'connection'],
        ['sent', 'reset_mail'],
      ]);
      expect(back.texts).toHaveLength(1);
    });

    it('a name that nothing is known of', async () => {
      const { request, told } = await open('smtp://mail.invalid:25');
      await request(ALICE);
      expect(told()).toEqual([['deferred', 'dns']]);
    });

    it('a flood to one domain is paced, costs no link, and holds up no other domain', async () => {
      const server = await changing({});
      const pace = { mailsPerSecondAndDomain: 0.001, longestWaitSeconds: 0 };
      const { request, told, seedAccount } = await open(server.url, { pace });
      for (const id of ['bob', 'carol', 'dave'])
        await seedAccount({ id, email: `${id}@example.com`, password: passwordOf(1) });
      await seedAccount({ id: 'erin', email: 'erin@other.example', password: passwordOf(1) });
      for (const name of [ALICE, 'bob@example.com', 'carol@example.com', 'erin@other.example'])
        await request(name);
      expect(told().map(([type, what]) => `${type} ${what}`)).toEqual([
        'sent reset_mail',
        'deferred paced',
        'deferred paced',
        'sent reset_mail',
      ]);
    });

    it('thirty to one domain hold up none of another’s, and come back one by one', async () => {
      vi.useFakeTimers({ toFake: ['performance'] });
      onTestFinished(() => void vi.useRealTimers());
      const server = await changing({});
      const { passwords, clock, events, seedAccount, retry } = await open(server.url, {
        pace: { mailsPerSecondAndDomain: 0.25 },
      });
      const names = Array.from({ length: 30 }, (_, at) => `u${at}@slow.example`);
      for (const name of [...names, 'erin@fast.example']) {
        await seedAccount({ id: name, email: name, password: passwordOf(1) });
        await passwords.requestReset({ identifier: name });
      }
      await passwords.drainOutbox();
      const recipients = () =>
        server.commands.flatMap((line) => /^RCPT TO:<.*@(.*)>/.exec(line)?.[1] ?? []);
      expect(recipients().sort()).toEqual(['fast.example', 'slow.example']);
      const waits = events.flatMap((event) =>
        event.type === 'outbox.deferred' ? [(+event.dueAt - +clock.now()) / 1000] : [],
      );
      expect(waits.sort((a, b) => a - b)).toEqual(names.slice(1).map((_, at) => (at + 1) * 4));
      for (let turn = 3; turn <= 31; turn += 1) {
        vi.advanceTimersByTime(4_000);
        await retry(4);
        expect(recipients()).toHaveLength(turn);
      }
      expect(events.filter(({ type }) => type === 'outbox.deferred')).toHaveLength(29);
    });

    it.each([
      [0, 1],
      [1, 1],
      [1.5, 1.5],
      [600, 600],
      [601, 600],
      [Number.POSITIVE_INFINITY, 600],
    ])('a mailer that asks to be called after %d s is, after %d', async (asked, seconds) => {
      const more = { permanent: false, retryAfterSeconds: asked };
      const mailer = () => Promise.reject(new MailDeliveryError('later', more));
      const { request, events, clock } = await open('smtp://127.0.0.1', {}, { mailer });
      await request(ALICE);
      expect(events.filter(({ type }) => type === 'outbox.deferred')).toMatchObject([
        { dueAt: new Date(+clock.now() + seconds * 1000) },
      ]);
    });

    it.each([Number.NaN, -1, '20'])(
      'one that asks for %j is called by the backoff',
      async (retryAfterSeconds) => {
        const later = Object.assign(new Error('later'), { retryAfterSeconds });
        const mailer = () => Promise.reject(later);
        const { request, events, clock } = await open('smtp://127.0.0.1', {}, { mailer });
        await request(ALICE);
        const [deferred] = events.filter((event) => event.type === 'outbox.deferred');
        const seconds = (+(deferred?.dueAt ?? 0) - +clock.now()) / 1000;
        expect(seconds).toBeGreaterThanOrEqual(4);
        expect(seconds).toBeLessThanOrEqual(6);
      },
    );

    describe('attack 36: nothing of it shows in the answer', () => {
      const SICK: Record<string, Script> = {
        'hangs before its greeting': { GREETING: HANG },
        'hangs after the text': { TEXT: HANG },
        'hangs up': { EHLO: CUT },
        'refuses everybody': { RCPT: '550 5.1.1 no' },
      };

      it.each(Object.entries(SICK))('a server that %s', async (_name, script) => {
        const server = await changing(script);
        const { passwords, told, close } = await open(
          server.url,
          { greetingTimeoutSeconds: 30, socketTimeoutSeconds: 30 },
          { outbox: 'in-process', mailTimeoutSeconds: 1 },
        );
        const took: number[] = [];
        const answers = new Set<string>();
        for (let round = 0; round < 5; round += 1)
          for (const identifier of [ALICE, 'unknown@example.com']) {
            const started = performance.now();
            answers.add(JSON.stringify(await passwords.requestReset({ identifier })));
            took.push(performance.now() - started);
          }
        expect([...answers]).toEqual([expect.stringContaining('"ok":true')]);
        // The mailer has a second; no answer waits for it.
        expect(Math.max(...took)).toBeLessThan(500);
        const started = performance.now();
        await close();
        expect(performance.now() - started).toBeLessThan(10_000);
        expect(told().length).toBeGreaterThan(0);
        expect(told().some(([type]) => type === 'sent')).toBe(false);
      });
    });
  },
  ['memory', 'sqlite'],
);
