import { MailDeliveryError } from 'latchkey';
import { smtpTransport } from 'latchkey/nodemailer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from '../../adapters/nodemailer/pace.js';
import { postOffice } from '../support/smtp-post-office.js';
import { failureOf, handOver, opened, openTransport } from './hand-over.js';
import { HANG, scriptedServer } from './scripted-server.js';

const never = new AbortController().signal;

describe('whose turn it is', () => {
  beforeEach(
    () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }),
  );
  afterEach(() => void vi.useRealTimers());

  /** Lines mails up and writes down, by name, which have gone. */
  function lineUp(pace: Pace) {
    const gone: string[] = [];
    return {
      gone,
      add(name: string, domain: string, signal = never): Promise<unknown> {
        return pace.turn(domain, signal).then(
          () => void gone.push(name),
          (error: unknown) => error,
        );
      },
    };
  }
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

  it('mails go at even intervals, not a millisecond sooner', async () => {
    const { gone, add } = lineUp(new Pace({ mailsPerSecond: 2 }));
    for (const name of ['1', '2', '3']) void add(name, `${name}.example`);
    await pass(0);
    expect(gone).toEqual(['1']);
    await pass(499);
    expect(gone).toEqual(['1']);
    await pass(1);
    expect(gone).toEqual(['1', '2']);
    await pass(500);
    expect(gone).toEqual(['1', '2', '3']);
  });

  it('what was not used is not saved up', async () => {
    const { gone, add } = lineUp(new Pace({ mailsPerSecond: 2 }));
    await pass(10_000);
    void add('1', 'a.example');
    void add('2', 'a.example');
    await pass(499);
    expect(gone).toEqual(['1']);
  });

  it('one domain’s mails are told when to come back, an interval apart, and wait for nothing', async () => {
    const { gone, add } = lineUp(new Pace({ mailsPerSecondAndDomain: 0.5 }));
    const answers = await Promise.all(
      ['1', '2', '3', '4'].map((name) => add(name, 'slow.example')),
    );
    expect(gone).toEqual(['1']);
    expect(answers.slice(1)).toMatchObject(
      [2, 4, 6].map((retryAfterSeconds) => ({
        ...{ permanent: false, undelivered: true, code: 'paced' },
        retryAfterSeconds,
      })),
    );
    expect(vi.getTimerCount()).toBe(0);
    await add('other', 'other.example');
    await pass(1_999);
    expect(await add('5', 'slow.example')).toMatchObject({ retryAfterSeconds: 6.001 });
    await pass(1);
    await add('2', 'slow.example');
    expect(gone).toEqual(['1', 'other', '2']);
  });

  it('a promised turn may be taken late, by five seconds at most', async () => {
    const { gone, add } = lineUp(new Pace({ mailsPerSecondAndDomain: 1 }));
    const lots = (count: number) =>
      Promise.all(Array.from({ length: count }, (_, at) => add(`${at}`, 'slow.example')));
    await lots(40);
    await pass(5_000);
    await lots(6);
    expect(gone).toHaveLength(1 + 5);
    await pass(20_000);
    await lots(10);
    expect(gone).toHaveLength(1 + 5 + 6);
  });

  it('what a domain has not used without a promise is not saved up', async () => {
    const { gone, add } = lineUp(new Pace({ mailsPerSecondAndDomain: 1 }));
    await pass(60_000);
    for (const name of ['1', '2', '3']) await add(name, 'slow.example');
    expect(gone).toEqual(['1']);
  });

  it('promises reach no further than ten minutes, and begin again where they end', async () => {
    const { add } = lineUp(new Pace({ mailsPerSecondAndDomain: 0.01 }));
    const answers: unknown[] = [];
    for (let mail = 0; mail < 9; mail += 1) answers.push(await add(`${mail}`, 'slow.example'));
    expect(
      answers.map((error) => (error as MailDeliveryError | undefined)?.retryAfterSeconds),
    ).toEqual([undefined, 100, 200, 300, 400, 500, 600, 100, 200]);
  });

  it('a mail that the server’s pace turns away gives its domain’s turn back', async () => {
    const pace = { mailsPerSecond: 1, mailsPerSecondAndDomain: 0.001, longestWaitSeconds: 0 };
    const { gone, add } = lineUp(new Pace(pace));
    await add('1', 'a.example');
    expect(await add('2', 'b.example')).toMatchObject({ code: 'paced', retryAfterSeconds: null });
    await pass(1_000);
    await add('2', 'b.example');
    expect(gone).toEqual(['1', '2']);
  });

  it('one that would wait too long goes back at once, and the next may ask again', async () => {
    const { gone, add } = lineUp(new Pace({ mailsPerSecond: 1, longestWaitSeconds: 1 }));
    void add('1', 'a.example');
    void add('2', 'a.example');
    const refused = await add('3', 'a.example');
    expect(refused).toBeInstanceOf(MailDeliveryError);
    expect(refused).toMatchObject({ permanent: false, undelivered: true, code: 'paced' });
    await pass(0);
    expect(gone).toEqual(['1']);
    await pass(999);
    expect(await add('4', 'a.example')).toMatchObject({ code: 'paced' });
    await pass(1);
    void add('5', 'a.example');
    await pass(1_000);
    expect(gone).toEqual(['1', '2', '5']);
  });

  it('an abort ends the wait at once and gives the turn back', async () => {
    const { gone, add } = lineUp(new Pace({ mailsPerSecond: 1 }));
    void add('1', 'a.example');
    const controller = new AbortController();
    const waiting = add('2', 'a.example', controller.signal);
    await pass(300);
    const reason = new Error('shut down');
    controller.abort(reason);
    expect(await waiting).toBe(reason);
    void add('3', 'a.example');
    await pass(699);
    expect(gone).toEqual(['1']);
    await pass(1);
    expect(gone).toEqual(['1', '3']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('an abort in the middle of the line moves nobody into another’s turn', async () => {
    const { gone, add } = lineUp(new Pace({ mailsPerSecond: 1 }));
    void add('1', 'a.example');
    const controller = new AbortController();
    void add('2', 'a.example', controller.signal);
    void add('3', 'a.example');
    controller.abort();
    await pass(0);
    void add('4', 'a.example');
    await pass(1_999);
    expect(gone).toEqual(['1']);
    await pass(1);
    expect(gone).toEqual(['1', '3']);
    await pass(1_000);
    expect(gone).toEqual(['1', '3', '4']);
  });
});

describe('on the wire', () => {
  it('mails of one second do not leave at once, over however many connections', async () => {
    const arrivals: number[] = [];
    const { url } = await opened(
      postOffice({
        onMailFrom(_address, _session, done) {
          arrivals.push(performance.now());
          done();
        },
      }),
    );
    const transport = openTransport(url, { maxConnections: 4, pace: { mailsPerSecond: 10 } });
    const started = performance.now();
    await Promise.all([1, 2, 3, 4].map(() => handOver(transport)));
    // A connection may be slow by itself, but no mail comes before its turn.
    for (const [index, arrival] of arrivals.sort((a, b) => a - b).entries())
      expect(arrival - started).toBeGreaterThanOrEqual(index * 100);
  });

  it('a domain is one domain, however it is spelled', async () => {
    const { url } = await opened(postOffice());
    const transport = openTransport(url, {
      pace: { mailsPerSecondAndDomain: 0.01, longestWaitSeconds: 0 },
    });
    await handOver(transport, { to: 'a@exämple.org' });
    for (const to of ['b@EXÄMPLE.org', 'b@xn--exmple-cua.org'])
      expect(await failureOf(handOver(transport, { to }))).toMatchObject({ code: 'paced' });
    await handOver(transport, { to: 'b@example.org' });
  });

  it('connections are pooled: ten mails, two connections', async () => {
    const server = await opened(scriptedServer());
    const transport = openTransport(server.url);
    await Promise.all(Array.from({ length: 10 }, () => handOver(transport)));
    expect(server.texts).toHaveLength(10);
    expect(server.connections()).toBe(2);
  });

  it('a domain whose server answers nothing leaves the connection to others in time', async () => {
    const server = await opened(scriptedServer({ RCPT: HANG }));
    const transport = openTransport(server.url, {
      maxConnections: 1,
      socketTimeoutSeconds: 0.2,
      deliveryTimeoutSeconds: 2,
    });
    const [first, second] = await Promise.all([
      failureOf(handOver(transport)),
      failureOf(handOver(transport, { to: 'b@other.example' })),
    ]);
    expect([first.code, second.code]).toEqual(['timeout', 'timeout']);
    expect(server.connections()).toBe(2);
  });

  it('closing sends what is in line, however it is paced, and takes nothing more', async () => {
    const { url, received, connections } = await opened(postOffice());
    const transport = smtpTransport(url, { pace: { mailsPerSecond: 20 } });
    const sending = Promise.all([1, 2, 3, 4].map(() => handOver(transport)));
    await transport.close?.();
    expect(received).toHaveLength(4);
    await sending;
    await expect.poll(connections).toBe(0);
    const failure = await failureOf(handOver(transport));
    expect(failure).toMatchObject({ permanent: false, undelivered: true, code: 'closed' });
  });

  it('the time for a whole delivery bounds the wait for a turn', async () => {
    const server = await opened(scriptedServer());
    const transport = openTransport(server.url, {
      deliveryTimeoutSeconds: 2,
      pace: { mailsPerSecond: 0.25 },
    });
    await handOver(transport);
    const failure = await failureOf(handOver(transport));
    expect(failure).toMatchObject({ permanent: false, undelivered: true, code: 'timeout' });
    expect(server.texts).toHaveLength(1);
  });

  it.each([
    { mailsPerSecond: 0 },
    { mailsPerSecond: -1 },
    { mailsPerSecond: Number.NaN },
    { mailsPerSecond: Number.POSITIVE_INFINITY },
    { mailsPerSecondAndDomain: 0.0009 },
    { longestWaitSeconds: -1 },
    { longestWaitSeconds: 601 },
  ])('%j makes no sense', (pace) => {
    expect(() => smtpTransport('smtp://127.0.0.1', { pace })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});
