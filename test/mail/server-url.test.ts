import { LatchkeyError } from 'latchkey';
import { smtpTransport } from 'latchkey/nodemailer';
import { describe, expect, it } from 'vitest';
import { postOffice } from '../support/smtp-post-office.js';
import { failureOf, handOver, opened, openTransport } from './hand-over.js';

describe('a URL beside other options', () => {
  it('takes none of them away', async () => {
    const office = await opened(postOffice());
    const transport = openTransport({ url: office.url, requireTLS: true });
    expect(await failureOf(handOver(transport))).toMatchObject({ code: 'tls' });
    expect(office.received).toEqual([]);
  });

  it('comes first where both say something, and keeps what only they say of TLS', async () => {
    const office = await opened(postOffice({ disabledCommands: [] }));
    const url = office.url.replace('127.0.0.1', '0.0.0.0');
    const tls = { rejectUnauthorized: false };
    const beside = { host: 'nowhere.example', port: 1, tls: { servername: 'acme.example' } };
    const untrusting = openTransport({ url, ...beside });
    expect(await failureOf(handOver(untrusting))).toMatchObject({ code: 'tls' });
    await handOver(openTransport({ url: `${url}?tls.rejectUnauthorized=false`, ...beside }));
    await handOver(openTransport({ url: `${url}?tls.minVersion=TLSv1.2`, tls }));
    expect(office.received).toHaveLength(2);
  });

  it('decides whether TLS is required: a host beside it makes no loopback of it', async () => {
    const office = await opened(postOffice());
    // It gets through to this machine and is no address of the loopback interface.
    const url = office.url.replace('127.0.0.1', '0.0.0.0');
    const transport = openTransport({ url, host: '127.0.0.1' });
    expect(await failureOf(handOver(transport))).toMatchObject({ code: 'tls' });
    expect(office.received).toEqual([]);
  });

  it('cannot turn the pool off: limits of connections and pace count on it', async () => {
    const office = await opened(postOffice());
    const transport = openTransport(`${office.url}?pool=false`, { maxConnections: 1 });
    await Promise.all([handOver(transport), handOver(transport)]);
    expect(office.commands.filter((line) => line.startsWith('EHLO'))).toHaveLength(1);
  });

  it.each(['http://user:hunter2@127.0.0.1', 'smtp://user:hunter2@', 'user:hunter2@127.0.0.1'])(
    '%s is refused without being repeated',
    (url) => {
      const open = () => smtpTransport({ url });
      expect(open).toThrow(LatchkeyError);
      expect(open).toThrow(/^(?!.*hunter2).*"server" must be/);
    },
  );
});
