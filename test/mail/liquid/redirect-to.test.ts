import { PasswordService, unwrap } from 'latchkey';
import { passwordHandler } from 'latchkey/http';
import { redirectTo } from 'latchkey/liquid';
import { memoryStores } from 'latchkey/memory';
import { insecureTestHasher } from 'latchkey/testing';
import { describe, expect, it } from 'vitest';
import { faultOf } from './support.js';

const application = {
  name: 'Acme & Sons',
  clientID: 'client-1',
  callback_domain: 'https://shop.example',
};

describe('redirectTo', () => {
  it.each([
    ['{{ application.callback_domain }}/done', 'https://shop.example/done'],
    ['{{ client.callback_domain }}/done?a=b#top', 'https://shop.example/done?a=b#top'],
    [
      'https://shop.example/?app={{ application.name | url_encode }}',
      'https://shop.example/?app=Acme%20%26%20Sons',
    ],
    ['https://shop.example/{{ client.name }}', 'https://shop.example/Acme%20%26%20Sons'],
    [
      'https://shop.example/?app={{ application.name }}&on={{ "a b%20" | url_encode }}',
      'https://shop.example/?app=Acme%20%26%20Sons&on=a+b%2520',
    ],
    [
      'https://shop.example/?app={{ application.name | url_decode | url_encode }}',
      'https://shop.example/?app=Acme+%26+Sons',
    ],
    [
      "{% if application.name == 'Acme%20%26%20Sons' %}https://one.example{% else %}https://two.example{% endif %}",
      'https://one.example',
    ],
    [
      "{% if application.clientID == 'client-1' %} http://one.example {% else %} http://two.example {% endif %}",
      'http://one.example',
    ],
    ['\n https://shop.example/fixed\n', 'https://shop.example/fixed'],
  ])('%s comes to %s', (template, url) => {
    expect(redirectTo(template, { application })).toBe(url);
  });

  it.each([
    ['https://shop.example/{{ user.email }}', 'user.email (line 1, column 25)'],
    ['https://shop.example/?{{ url }}', 'url (line 1'],
    ['{{ tenant }}', 'tenant (line 1'],
    ['https://shop.example/{{ request_language }}', 'request_language (line 1'],
    ['{{ application.client_metadata.home }}', 'application.client_metadata.home (line 1'],
    ["{% include 'x' %}", 'the tag "include" reads another file'],
    ['{{ application.name | nope }}', 'there is no filter "nope"'],
    ['', 'must be a text'],
    [`https://shop.example/${'x'.repeat(200_000)}`, 'characters at most'],
    [
      `https://shop.example/${'{% for a in (1..10000) %}'.repeat(4)}${'{% endfor %}'.repeat(4)}`,
      'fails: The template',
    ],
  ])('%s is refused', (template, fault) => {
    expect(faultOf(() => redirectTo(template, { application }))).toContain(
      'redirectTo: "template"',
    );
    expect(faultOf(() => redirectTo(template, { application }))).toContain(fault);
  });

  it.each([
    '/done',
    '//evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'https:evil.example',
    'https://user@evil.example/',
    'https://shop.example/{{ application.name | url_decode }}',
    'acme://done',
    'https://shop.example/\nhttps://evil.example',
    'shop.example/done',
    'https://shop.example/\\evil',
  ])('attack 8: %j comes to no plain URL', (template) => {
    expect(faultOf(() => redirectTo(template, { application }))).toMatch(
      /comes to no absolute http\(s\) URL|expected/,
    );
  });

  it.each([
    ['My App', 'My%20App'],
    ['Zürich/Genève', 'Z%C3%BCrich%2FGen%C3%A8ve'],
    ['50%25 off? #1', '50%2525%20off%3F%20%231'],
    ['@evil.example:443/\\', '%40evil.example%3A443%2F%5C'],
    ['half \ud800', 'half%20'],
  ])('as at Auth0 the name %j is %s', (name, encoded) => {
    const named = { application: { name } };
    const compared = `{% if application.name == '${encoded}' %}https://right.example{% else %}https://wrong.example{% endif %}`;
    expect(redirectTo(compared, named)).toBe('https://right.example');
    expect(redirectTo('https://shop.example/{{ application.name }}', named)).toBe(
      `https://shop.example/${encoded}`,
    );
    expect(redirectTo('https://shop.example/{{ application.name | url_encode }}', named)).toBe(
      `https://shop.example/${encoded}`,
    );
  });

  it('the two others are as they were given', () => {
    const given = { ...application, clientID: 'a b' };
    const template = "{% if client.clientID == 'a b' %}{{ client.callback_domain }}{% endif %}";
    expect(redirectTo(template, { application: given })).toBe('https://shop.example');
  });

  it.each([undefined, {}, { name: '' }, { name: 'A', callback_domain: 'shop.example' }])(
    'an application that makes no sense is refused: %j',
    (wrong) => {
      const options = { application: wrong } as Parameters<typeof redirectTo>[1];
      expect(faultOf(() => redirectTo('https://a.example', options))).toContain(
        'redirectTo: "application',
      );
    },
  );
});

describe('where a person lands whose link was mailed', () => {
  async function landing(url: string, resultOrigins: readonly string[]) {
    const stores = memoryStores();
    const passwordHash = await insecureTestHasher().hash('correct horse battery staple');
    await stores.accounts.add({
      id: 'alice',
      email: 'alice@example.com',
      emailVerified: true,
      passwordHash,
    });
    const passwords = new PasswordService<string>({
      stores,
      mailer: async () => {},
      links: { reset: 'https://app.example/password/reset' },
      outbox: 'external',
      hasher: insecureTestHasher(),
      onEvent: () => {},
    });
    const handler = passwordHandler<string>({
      passwords,
      publicUrl: 'https://app.example/password',
      resultOrigins,
      afterReset: { url },
    });
    const { ticket } = unwrap(await passwords.issueTicket({ accountId: 'alice' }));
    const body = { token: ticket.token, newPassword: 'seven wet umbrellas on a tram' };
    const redeem = (type: string, text: string) =>
      handler.fetch(
        new Request('https://app.example/password/reset', {
          method: 'POST',
          headers: { origin: 'https://app.example', 'content-type': type },
          body: text,
        }),
      );
    return {
      asForm: () =>
        redeem('application/x-www-form-urlencoded', new URLSearchParams(body).toString()),
      asJson: () => redeem('application/json', JSON.stringify(body)),
    };
  }

  const url = redirectTo('{{ application.callback_domain }}/done?from=mail#top', { application });

  it('at Redirect To, with success and message before the fragment, as at Auth0', async () => {
    const { asForm } = await landing(url, ['https://shop.example']);
    const answer = await asForm();
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(
      'https://shop.example/done?from=mail&success=true&message=Your%20password%20is%20saved.#top',
    );
  });

  it('and a client of the JSON API is told the URL', async () => {
    const { asJson } = await landing(url, ['https://shop.example']);
    expect(await (await asJson()).json()).toMatchObject({ ok: true, resultUrl: url });
  });

  it.each([
    [[]],
    [['https://shop.example.evil']],
    [['http://shop.example']],
    [['https://shop.example:8443']],
    [['https://example']],
  ])('attack 9: only where its origin is listed, and not with %j', async (origins) => {
    await expect(landing(url, origins)).rejects.toThrow('"afterReset.url" of passwordHandler');
  });

  it.each([
    'https://SHOP.example/',
    'https://shop.example.evil/',
    'https://shop.example@evil.example/',
    '//shop.example',
    'https:shop.example',
    'https://shop.example\\@evil.example',
  ])('attack 8: nor with a URL that needs tidying: %s', async (untidy) => {
    await expect(landing(untidy, ['https://shop.example'])).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
    });
  });
});
