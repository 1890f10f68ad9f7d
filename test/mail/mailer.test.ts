import { LatchkeyError, type UnknownAddressMail } from 'latchkey';
import { captureTransport, type MailerOptions, type RenderedMail } from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import { everyKind, resetMail } from './mails.js';
import { mails, render } from './render.js';

describe('templates of the application’s own', () => {
  it('replace one kind and leave the others', () => {
    const templates: MailerOptions['templates'] = {
      unknown_address: (mail: UnknownAddressMail, tools) => ({
        subject: `Hi\r\nBcc: evil@evil.example ${tools.product.name}`,
        text: `${mail.to}: ${tools.inertName('a.b')}`,
      }),
    };
    const kinds = everyKind();
    const own = render(kinds.unknown_address, { templates });
    expect(own).toMatchObject({ text: 'alice@example.com: a. b', html: null });
    expect(own.subject).toBe('Hi Bcc: evil@evil.example Acme');
    expect(render(kinds.reset_link, { templates })).toEqual(render(kinds.reset_link));
  });
});

describe('the mailer', () => {
  it('hands the rendered mail and the signal to the transport', async () => {
    const kept: [RenderedMail, AbortSignal][] = [];
    const transport = captureTransport((message, { signal }) => kept.push([message, signal]));
    const { signal } = new AbortController();
    const ours = mails({ transport });
    await ours.send(resetMail(), { signal });
    expect(kept).toEqual([[ours.render(resetMail()), signal]]);
  });

  it('a function that fails has not accepted the mail', async () => {
    const transport = captureTransport(() => Promise.reject(new Error('disk full')));
    const { signal } = new AbortController();
    await expect(mails({ transport }).send(resetMail(), { signal })).rejects.toThrow('disk full');
  });

  it('an id that is not fit for a header is replaced by its digest', () => {
    const { messageId } = render(resetMail({ id: 'a\r\nBcc: evil@x' }));
    expect(messageId).toMatch(/^<[0-9a-f]{64}@acme\.example>$/);
    expect(render(resetMail({ id: 'a\r\nBcc: evil@x' })).messageId).toBe(messageId);
  });

  it.each<[string, Partial<MailerOptions>]>([
    ['from', { from: 'Acme <no-reply@acme.example>' }],
    ['from', { from: { name: 'A\r\nBcc: x', address: 'a@b.example' } }],
    ['product.name', { product: { name: '' } }],
    ['product.name', { product: { name: 'A\nB' } }],
    ['product.name', { product: { name: 'A\u202eB' } }],
    ['product.name', { product: { name: 'A'.repeat(81) } }],
    ['product.name', { product: { name: 'A'.repeat(10_000) } }],
    ['product.url', { product: { name: 'A', url: 'javascript:1' } }],
    ['product.supportUrl', { product: { name: 'A', supportUrl: '/help' } }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['linkSchemes', { linkSchemes: ['javascript'] }],
    ['linkSchemes', { linkSchemes: ['acme:'] }],
  ])('a wrong "%s" throws at construction', (option, wrong) => {
    expect(() => mails(wrong)).toThrow(LatchkeyError);
    expect(() => mails(wrong)).toThrow(`"${option}"`);
  });

  it('a product’s name of 80 characters is the longest', () => {
    const product = { name: 'A'.repeat(80) };
    expect(render(resetMail(), { product }).subject).toContain(product.name);
  });
});
