import {
  defaultPages,
  english,
  german,
  type HandlerOptions,
  html,
  type Pages,
  passwordHandler,
} from 'latchkey/http';
import { describe, expect, test } from 'vitest';
import { KEYS, PUBLIC_URL, SIGNED_IN_AS, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

const EVIL = '<script>alert(1)</script>';
const ESCAPED = '&lt;script&gt;alert(1)&lt;/script&gt;';

async function visitorWith(handler: Partial<HandlerOptions<string>>): Promise<Visitor> {
  return new Visitor((await startApp({ handler })).handler);
}

async function text(response: Response | Promise<Response>): Promise<string> {
  return (await response).text();
}

const csp = (response: Response) => response.headers.get('content-security-policy') ?? '';

describe('a logo', () => {
  test.each([
    ['/logo.svg', "img-src 'self'"],
    ['https://app.example/logo.svg', "img-src 'self'"],
    ['https://cdn.example:8443/a/b.png?v=1', 'img-src https://cdn.example:8443'],
    ['http://localhost:5173/logo.svg', 'img-src http://localhost:5173'],
  ])('from %s is let through by %s', async (url, directive) => {
    const visitor = await visitorWith({ brand: { name: 'Acme', logo: { url } } });
    const response = await visitor.get('/password/forgot');
    expect(csp(response).split('; ')).toContain(directive);
    const page = await response.text();
    expect(page).toContain(`<img class="logo" src="${url}" alt=""><bdi>Acme</bdi>`);
    expect(page).not.toContain('class="mark"');
  });

  test('that says the name stands alone, with the size that it has', async () => {
    const logo = { url: '/logo.svg', alt: 'Acme Inc.', width: 160, height: 32 };
    const page = await text(
      (await visitorWith({ brand: { name: 'Acme', logo } })).get('/password/forgot'),
    );
    expect(page).toContain(
      '<span class="brand"><img class="logo" src="/logo.svg" alt="Acme Inc." width="160" height="32"></span>',
    );
  });

  test.each([
    'javascript:alert(1)',
    'data:image/svg+xml,<svg/>',
    'http://cdn.example/logo.png',
    '//cdn.example/logo.png',
    '/\\cdn.example/logo.png',
    'logo.png',
    'https://cdn.example;script-src https:/logo.png',
    'https://a.example,b.example/logo.png',
    '',
  ])('from "%s" is refused at construction', async (url) => {
    const brand = { name: 'Acme', logo: { url } };
    await expect(visitorWith({ brand })).rejects.toThrow(/"brand\.logo\.url"/);
  });

  test('without one, nothing is let through', async () => {
    expect(csp(await (await visitorWith({})).get('/password/forgot'))).not.toContain('img-src');
  });
});

test('rules of one’s own follow ours, in a file of another name', async () => {
  const nameOf = async (visitor: Visitor) =>
    /href="(\/password\/assets\/[^"]+\.css)"/.exec(
      await text(visitor.get('/password/forgot')),
    )?.[1];
  const css = '.card { border-radius: 0; } /* </style><script> */';
  const visitor = await visitorWith({ brand: { name: 'Acme', css } });
  const [plain, own] = [await nameOf(await visitorWith({})), await nameOf(visitor)];
  expect(own).not.toBe(plain);
  const file = await visitor.get(own ?? '');
  expect(file.headers.get('content-type')).toBe('text/css; charset=utf-8');
  const rules = await file.text();
  expect(rules.endsWith(css)).toBe(true);
  expect(rules.startsWith(':root')).toBe(true);
  expect(await text(visitor.get('/password/forgot'))).not.toContain('border-radius');
});

test('a sentence is replaced in a copy of its catalogue, the others stay', async () => {
  const mine = { ...german, forgot: { ...german.forgot, title: 'Ausgesperrt?' } };
  const visitor = await visitorWith({ languages: [mine, english] });
  const page = await text(visitor.get('/password/forgot'));
  expect(page).toContain('<h1>Ausgesperrt?</h1>');
  expect(page).toContain(german.forgot.submit);
  const other = await text(visitor.get('/password/forgot', { 'accept-language': 'en-GB' }));
  expect(other).toContain(`<h1>${english.forgot.title}</h1>`);
});

/** The administrator's page is behind a handler of its own, and tested there. */
type Hosted = Exclude<keyof Pages, 'admin'>;

/** A visit that ends on the page of that name. */
const WAYS: { readonly [Name in Hosted]: (visitor: Visitor) => Promise<Response> } = {
  layout: (visitor) => visitor.get('/password/forgot'),
  forgot: (visitor) => visitor.get('/password/forgot'),
  checkMail: (visitor) => visitor.get('/password/check-mail'),
  code: async (visitor) => {
    const body = { identifier: 'nobody@example.com', deliver: 'code' };
    const asked = await visitor.post('/password/forgot', body);
    return visitor.get(asked.headers.get('location') ?? '');
  },
  disavow: async (visitor) => {
    const moved = await visitor.get(`/password/disavow?token=${await disavowalToken()}`);
    return visitor.get(moved.headers.get('location') ?? '');
  },
  secondFactor: async (visitor) => visitor.get(await openedForm(visitor)),
  reset: async (visitor) => visitor.get(await openedForm(visitor)),
  change: (visitor) => visitor.get('/password/change', { [SIGNED_IN_AS]: 'alice' }),
  initial: (visitor) => visitor.get('/password/initial', { [SIGNED_IN_AS]: 'newcomer' }),
  finished: (visitor) => visitor.get('/password/done'),
  message: (visitor) => visitor.get('/password/nothing'),
};

let disavowalToken: () => Promise<string>;
let mailedToken: (identifier: string) => Promise<string>;

async function openedForm(visitor: Visitor): Promise<string> {
  const token = await mailedToken('alice@example.com');
  return (await visitor.get(`/password/reset?token=${token}`)).headers.get('location') ?? '';
}

async function visit(name: Hosted, handler: Partial<HandlerOptions<string>>) {
  const secondFactor = { methods: async () => ['totp'], verify: async () => false };
  const app = await startApp({
    handler: { isFreshSession: () => true, deliver: 'choice', ...handler },
    service: { keys: KEYS, ...(name === 'secondFactor' ? { secondFactor } : {}) },
  });
  ({ mailedToken, disavowalToken } = app);
  const response = await WAYS[name](new Visitor(app.handler));
  return { response, errors: app.errors, page: await response.text() };
}

const NAMES = Object.keys(WAYS) as Hosted[];

describe.each(NAMES)('the page "%s"', (name) => {
  test('can be one of the application’s own', async () => {
    const own = { [name]: () => html`<!doctype html><title>Mine</title><p>${EVIL}</p>` };
    const { page, response } = await visit(name, { pages: own });
    expect(page).toBe(`<!doctype html><title>Mine</title><p>${ESCAPED}</p>`);
    expect(response.headers.get('content-type')).toMatch('text/html');
    expect(csp(response)).toContain("script-src 'self'");
  });

  test.each([
    ['text', () => `<h1>${EVIL}</h1>`],
    ['a promise of text', async () => `<h1>${EVIL}</h1>`],
  ])('that returns %s gets out as text', async (_what, page) => {
    const { page: shown } = await visit(name, { pages: { [name]: page } });
    expect(shown).toBe(`&lt;h1&gt;${ESCAPED}&lt;/h1&gt;`);
  });

  test('that throws is a 500, told to the host, with a page of ours', async () => {
    const failure = new Error('secret of the page');
    const pages = { [name]: () => Promise.reject(failure) };
    const { page, response, errors } = await visit(name, { pages });
    expect(response.status).toBe(500);
    expect(page).toContain(english.failed.title);
    expect(page).not.toContain('secret');
    expect(errors).toContain(failure);
  });
});

test('a page of one’s own has our frame, our texts and our ways at hand', async () => {
  const { page } = await visit('checkMail', {
    pages: {
      checkMail: (view, { linkLifetimeMinutes }) =>
        view.pages.layout(view, {
          title: EVIL,
          body: html`<a href="${view.path('/forgot')}">${view.texts.checkMail.again}</a> ${linkLifetimeMinutes}`,
        }),
    },
  });
  expect(page).toContain(`<title>${ESCAPED} – Acme</title>`);
  expect(page).toContain('<a href="/password/forgot">Try again</a> 60');
});

test('wrapping one of ours keeps the rest of it', async () => {
  const { page } = await visit('forgot', {
    pages: { layout: (view, props) => defaultPages.layout(view, { ...props, title: 'Help' }) },
  });
  expect(page).toContain('<title>Help – Acme</title>');
  expect(page).toContain(`<h1>${english.forgot.title}</h1>`);
});

test('a refusal tells a page of one’s own its reason', async () => {
  const { page } = await visit('message', {
    pages: { message: (_view, { reason, title }) => html`${reason}: ${title}` },
  });
  expect(page).toBe('not_found: Page not found');
});

describe('content is escaped by construction', () => {
  test('in name, logo, title, address and what was typed', async () => {
    const evilText = {
      ...english,
      lang: 'en',
      errorPrefix: EVIL,
      forgot: { ...english.forgot, title: EVIL, identifierInvalid: EVIL },
    };
    const visitor = await visitorWith({
      brand: { name: EVIL, logo: { url: '/"><script>', alt: `">${EVIL}` } },
      languages: [evilText],
      loginUrl: '/"><script>',
      accountEmail: () => `"${EVIL}"@example.com`,
    });
    const pages = [
      await text(visitor.post('/password/forgot', { identifier: `">${EVIL}` })),
      await text(visitor.get('/password/change', { [SIGNED_IN_AS]: 'alice' })),
    ];
    for (const page of pages) {
      expect(page).toContain(ESCAPED);
      expect(page.match(/<script/g)).toHaveLength(1);
      expect(page).toMatch(/<script src="\/password\/assets\/pages-[\w-]+\.js" defer><\/script>/);
    }
  });
});

test.each([
  ['a page that does not exist', { forgott: () => '' }],
  ['a page that is no function', { forgot: '<h1>Forgot</h1>' }],
])('%s is refused at construction', async (_name, pages) => {
  const { passwords } = await startApp();
  const options = { passwords, publicUrl: PUBLIC_URL, pages } as never;
  expect(() => passwordHandler(options)).toThrow(/"pages/);
});
