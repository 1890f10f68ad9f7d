import {
  createHash,
  createPublicKey,
  createVerify,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { smtpTransport } from 'latchkey/nodemailer';
import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { handOver, opened, openTransport } from './hand-over.js';
import { scriptedServer } from './scripted-server.js';

const rsa = (modulusLength: number) =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const { publicKey, privateKey } = rsa(2048);
const dkim = { domainName: 'acme.example', keySelector: 'reset', privateKey };

/**
 * Verifies a message's DKIM signature by hand (RFC 6376 6.1.3), with relaxed canonicalisation of
 * header and body, and answers what is signed; `null` where the signature or the body is wrong.
 */
function signedBy(raw: string, key: KeyObject): string[] | null {
  const [head = '', body = ''] = splitOnce(raw, '\r\n\r\n');
  const fields = head.split(/\r\n(?![ \t])/).map((line) => splitOnce(line, ':'));
  const signature = fields.find(([name]) => name?.toLowerCase() === 'dkim-signature')?.[1];
  if (signature === undefined) return null;
  const tags = Object.fromEntries(
    signature.split(';').map((tag) => splitOnce(tag, '=').map((part) => part.replace(/\s/g, ''))),
  ) as Record<string, string>;
  if (tags.a !== 'rsa-sha256' || tags.c !== 'relaxed/relaxed') return null;

  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').trimEnd());
  const relaxedBody = lines.join('\r\n').replace(/(?:\r\n)*$/, '\r\n');
  if (createHash('sha256').update(relaxedBody).digest('base64') !== tags.bh) return null;

  const names = tags.h?.split(':') ?? [];
  const unsigned = signature.replace(/(;\s*b=)[^;]*/, '$1');
  const verify = createVerify('RSA-SHA256');
  for (const name of names) {
    const value = fields.findLast(([each]) => each?.toLowerCase() === name.toLowerCase())?.[1];
    verify.update(`${name.toLowerCase()}:${relaxed(value ?? '')}\r\n`);
  }
  verify.update(`dkim-signature:${relaxed(unsigned)}`);
  return verify.verify(key, tags.b ?? '', 'base64') ? names : null;
}

const relaxed = (value: string) =>
  value
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();

function splitOnce(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return [text.slice(0, index), text.slice(index + at.length)];
}

/** The text as it was before the dots were doubled for the wire (RFC 5321 4.5.2). */
const undotted = (text: string) => `${text.replace(/^\.\./gm, '.')}\r\n`;

async function sentWith(
  options: Parameters<typeof openTransport>[1],
  to = 'alice@example.com',
  ehlo = '250 scripted',
): Promise<string> {
  const server = await opened(scriptedServer({ EHLO: ehlo }));
  await handOver(openTransport(server.url, options), {
    to,
    subject: 'パスワードを再設定してください: もう一度お試しください、それとも',
    text: 'Zeile\n.\n.. mit Punkten   \n\n\n',
  });
  return undotted(server.texts[0]!);
}

describe('DKIM', () => {
  const key = createPublicKey(publicKey);

  it('a mail is signed so that whoever has the public key can tell', async () => {
    const raw = await sentWith({ dkim });
    expect(raw).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=acme\.example;/);
    const signed = signedBy(raw, key);
    for (const name of ['from', 'to', 'subject', 'date', 'message-id', 'content-type'])
      expect(signed).toContain(name);
  });

  it.each<[what: string, change: (raw: string) => string]>([
    ['the recipient', (raw) => raw.replace('To: alice@', 'To: evil@')],
    ['the sender', (raw) => raw.replace('From: Acme', 'From: Acne')],
    ['the text', (raw) => raw.replace('Zeile', 'Zeilf')],
    ['the HTML', (raw) => raw.replace('app.example', 'evi.example')],
  ])('whoever changes %s is found out', async (_what, change) => {
    const raw = await sentWith({ dkim });
    expect(change(raw)).not.toBe(raw);
    expect(signedBy(change(raw), key)).toBeNull();
    expect(signedBy(raw, createPublicKey(rsa(2048).publicKey))).toBeNull();
  });

  it('an address outside ASCII is signed as it stands on the wire', async () => {
    const raw = await sentWith({ dkim }, 'пошта@приклад.укр', '250-scripted\n250 SMTPUTF8');
    expect(raw).toContain('To: пошта@xn--80aikifvh.xn--j1amh\r\n');
    expect(signedBy(raw, key)).toContain('to');
  });

  it('an address on a line of its own is signed like any other', async () => {
    const to = `${'w'.repeat(60)}@${'m'.repeat(60)}.example`;
    const raw = await sentWith({ dkim }, to);
    expect(raw).toContain(`To:\r\n ${to}\r\n`);
    expect(signedBy(raw, key)).toContain('to');
    expect(signedBy(raw.replace(to, `x${to}`), key)).toBeNull();
  });

  it('the options of nodemailer’s pool sign as well, and several keys', async () => {
    const second = rsa(2048);
    const server = await opened(scriptedServer());
    const keys = [dkim, { ...dkim, keySelector: 'next', privateKey: second.privateKey }];
    const transport = openTransport({ host: '127.0.0.1', port: server.port, dkim: { keys } });
    await handOver(transport);
    expect(server.texts[0]?.match(/^DKIM-Signature:/gm)).toHaveLength(2);
  });

  it('without the option nothing is signed', async () => {
    expect(await sentWith({})).not.toContain('DKIM-Signature');
  });

  const ed25519 = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  it.each([
    ['no key', { ...dkim, privateKey: '' }],
    ['a public key', { ...dkim, privateKey: publicKey }],
    ['a key of another kind', { ...dkim, privateKey: ed25519.privateKey }],
    ['a short key', { ...dkim, privateKey: rsa(1023).privateKey }],
    ['half a key', { ...dkim, privateKey: privateKey.slice(0, 300) }],
    ['no selector', { ...dkim, keySelector: '' }],
    ['no domain', { ...dkim, domainName: '' }],
    ['one bad key of two', { keys: [dkim, { ...dkim, privateKey: 'x' }] }],
  ])('%s throws, instead of unsigned mails', (_what, options) => {
    const open = () => smtpTransport('smtp://127.0.0.1', { dkim: options });
    expect(open).toThrow(expect.objectContaining({ code: 'ERR_INVALID_OPTION' }));
    expect(open).not.toThrow(/BEGIN/);
  });

  it('a transporter of one’s own has signatures of its own', () => {
    const transporter = createTransport({ host: '127.0.0.1' });
    expect(() => smtpTransport(transporter, { dkim })).toThrow(/your own transporter/);
  });
});
