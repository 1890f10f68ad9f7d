import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { postOffice, smtpReply } from '../support/smtp-post-office.js';
import { ROOT } from '../support/source-files.js';
import { Consumer, type Format, formats } from './support/consumer.js';
import { importing } from './support/programs.js';

/**
 * The tests of mails run with the newest nodemailer; here the adapter meets the oldest one that
 * the manifest promises. The adapter is compiled alone: the build is the packed package's business.
 */
const SOURCES = join(ROOT, 'adapters/nodemailer');
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

let oldest = '';
let consumer: Consumer;

beforeAll(async () => {
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    peerDependencies: { nodemailer: string };
  };
  oldest = /^>=(\d+\.\d+\.\d+) /.exec(manifest.peerDependencies.nodemailer)?.[1] ?? '';
  consumer = await Consumer.install(`nodemailer@${oldest}`);
  await consumer.link('@types/node', 'undici-types');
});

afterAll(() => consumer?.remove());

const at = (path: string) => join(consumer.folder, path);

test('the oldest nodemailer of the peer range is the one that is tested', async () => {
  const installed = await readFile(at('node_modules/nodemailer/package.json'), 'utf8');
  expect(JSON.parse(installed)).toMatchObject({ version: oldest });
});

describe.each(formats)('over SMTP, as %s,', (format) => {
  test('mails arrive pooled and signed, and what goes wrong is told as it was', async () => {
    const office = await postOffice({
      onRcptTo({ address }, _session, done) {
        if (address.startsWith('slow@')) return;
        done(address.startsWith('gone@') ? smtpReply(550, '5.1.1 nobody here') : null);
      },
    });
    onTestFinished(() => office.close());
    const stranger = await postOffice({ disabledCommands: [] });
    onTestFinished(() => stranger.close());
    await bundleAdapter(format);

    const started = performance.now();
    const ran = await consumer.run(format, mailsOverSmtp(format, office.url, stranger.url));

    expect(ran.code, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout)).toEqual({
      plain: 'taken',
      foreign: 'taken',
      refused: { code: 'refused', permanent: true, undelivered: true },
      hung: { code: 'timeout', permanent: false, undelivered: true },
      givenUp: { code: 'timeout', permanent: false, undelivered: true },
      unprotected: { code: 'tls', permanent: false, undelivered: true },
      untrusted: { code: 'tls', permanent: false, undelivered: true },
    });
    const [plain, foreign] = office.received;
    expect(office.received).toHaveLength(2);
    expect(plain?.raw).toMatch(/^DKIM-Signature: .*d=acme\.example;/m);
    expect(plain?.raw).toMatch(/^To: Alice@Example\.com\r$/m);
    expect(plain?.parsed).toMatchObject({ subject: 'Setzen Sie Ihr Passwort zurück' });
    expect(plain?.parsed.text).toContain('https://app.example/reset?token=abc');
    expect(plain?.recipients).toEqual(['Alice@Example.com']);
    expect(foreign?.raw).toMatch(/^To: jürgen@xn--exmple-cua\.org\r$/m);
    expect(office.commands.filter((line) => line.startsWith('MAIL'))).toHaveLength(5);
    // The second mail takes the first one's connection; to ask for SMTPUTF8 takes one more.
    expect(office.commands.filter((line) => /^EHLO/i.test(line))).toHaveLength(6);
    // A connection that is given up on does not stay open until its 15 seconds of silence are over.
    expect(performance.now() - started).toBeLessThan(10_000);
    await expect.poll(office.connections).toBe(0);
  });
});

test.each(['mts', 'cts'])('the types fit its own in .%s', async (ending) => {
  await declareAdapter();
  const { Node16 } = ts.ModuleKind;
  const options = { module: Node16, moduleResolution: ts.ModuleResolutionKind.Node16 };
  expect(await consumer.typeErrors(`application.${ending}`, typed(ending), options)).toEqual([]);
});

async function bundleAdapter(format: Format): Promise<void> {
  await build({
    entryPoints: [join(SOURCES, 'index.ts')],
    outfile: at(`adapter.${format === 'esm' ? 'mjs' : 'cjs'}`),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format,
    conditions: ['latchkey-source'],
    external: ['nodemailer', '@node-rs/*'],
    logLevel: 'error',
  });
}

/** Writes what the adapter declares, and stands in for the rest of the library. */
async function declareAdapter(): Promise<void> {
  await mkdir(at('adapter'), { recursive: true });
  for (const name of ['index', 'smtp-transport', 'pace', 'types']) {
    const source = await readFile(join(SOURCES, `${name}.ts`), 'utf8');
    const { outputText, diagnostics } = ts.transpileDeclaration(source, {});
    expect(diagnostics).toEqual([]);
    for (const ending of ['mts', 'cts']) {
      const text = outputText.replace(
        /(from '\.\/[\w-]+\.)js'/g,
        `$1${ending.replace('ts', 'js')}'`,
      );
      await writeFile(at(`adapter/${name}.d.${ending}`), text);
    }
  }
  const rest = 'declare module "latchkey/mail" { export type MailTransport = object; }';
  await writeFile(at('latchkey.d.ts'), rest);
}

const typed = (ending: string) => `
/// <reference path="./latchkey.d.ts" />
import { createTransport } from 'nodemailer';
import { type SmtpTransportOptions, smtpTransport } from './adapter/index.${ending.replace('ts', 'js')}';
const key = { domainName: 'acme.example', keySelector: 'reset', privateKey: 'a key' };
const options: SmtpTransportOptions = { dkim: { keys: [key, key] }, pace: { mailsPerSecond: 1 } };
export const all = [
  smtpTransport('smtp://mail.example', { dkim: key }),
  smtpTransport({ host: 'mail.example', auth: { user: 'me', pass: 'secret' } }, options),
  smtpTransport(createTransport({ host: 'mail.example', pool: true })),
  // @ts-expect-error: a type that was not found would take anything.
  smtpTransport({ host: 25 }),
  // @ts-expect-error: the same of the key.
  smtpTransport('smtp://mail.example', { dkim: { domainName: 1 } }),
];
`;

/** `strangerUrl` has a certificate that nobody vouches for. */
const mailsOverSmtp = (format: Format, url: string, strangerUrl: string) => `
${importing(format, '{ smtpTransport }', `./adapter.${format === 'esm' ? 'mjs' : 'cjs'}`)}
async function outcome(options, to, url = ${JSON.stringify(url)}) {
  const dkim = ${JSON.stringify({ domainName: 'acme.example', keySelector: 'reset', privateKey })};
  const transport = smtpTransport(url, { dkim, maxConnections: 1, ...options });
  const mail = {
    from: { name: 'Acme', address: 'no-reply@acme.example' },
    subject: 'Setzen Sie Ihr Passwort zurück',
    text: 'https://app.example/reset?token=abc',
    html: null,
    headers: {},
    messageId: '<entry-1@acme.example>',
  };
  const { signal } = new AbortController();
  const sent = to.map((address) => transport.send({ ...mail, to: address }, { signal }).then(
    () => 'taken',
    ({ code, permanent, undelivered }) => ({ code, permanent, undelivered }),
  ));
  const answers = await Promise.all(sent);
  await transport.close();
  return answers;
}
const [plain, refused] = await outcome({}, ['Alice@Example.com', 'gone@example.com']);
const [foreign] = await outcome({}, ['jürgen@exämple.org']);
const [hung] = await outcome({ socketTimeoutSeconds: 0.3 }, ['slow@example.com']);
const [givenUp] = await outcome({ deliveryTimeoutSeconds: 0.3 }, ['slow@example.com']);
const [unprotected] = await outcome({ requireTls: true }, ['alice@example.com']);
const [untrusted] = await outcome({}, ['alice@example.com'], ${JSON.stringify(strangerUrl)});
console.log(JSON.stringify({ plain, foreign, refused, hung, givenUp, unprotected, untrusted }));
`;
