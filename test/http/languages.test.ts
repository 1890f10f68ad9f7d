import {
  allLanguages,
  arabic,
  english,
  french,
  german,
  japanese,
  passwordHandler,
  spanish,
  type Texts,
} from 'latchkey/http';
import { beforeAll, describe, expect, test } from 'vitest';
import { type App, NEW_PASSWORD, PUBLIC_URL, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

let app: App;
let visitor: Visitor;

beforeAll(async () => {
  app = await startApp();
  visitor = new Visitor(app.handler);
});

async function languageOf(
  path: string,
  headers: Record<string, string> = {},
  target: Visitor = visitor,
): Promise<string | undefined> {
  const page = await (await target.get(path, headers)).text();
  return /<html lang="([^"]*)"/.exec(page)?.[1];
}

describe('the language', () => {
  test.each([
    ['de', 'de'],
    ['de-AT-1996', 'de'],
    ['DE-ch', 'de'],
    ['fr;q=0.4, ja;q=0.9, en;q=0.5', 'ja'],
    ['nl, es;q=0.8', 'es'],
    ['ar-EG,ar;q=0.9,en;q=0.1', 'ar'],
    ['de;q=0, fr;q=0.1', 'fr'],
    ['*', 'en'],
    ['nl', 'en'],
    ['', 'en'],
    ['deutsch, d, -, ;;;q, "<script>"', 'en'],
    [`${'x-'.repeat(4000)}, de`, 'en'],
  ])('of Accept-Language "%s" is %s', async (header, expected) => {
    expect(await languageOf('/password/forgot', { 'accept-language': header })).toBe(expected);
  });

  test.each([
    ['ja', 'ja'],
    ['nl de-CH en', 'de'],
    ['fr-CA%20fr%20en', 'fr'],
    ['nl', 'es'],
    ['', 'es'],
    ['%E0%A4%A', 'es'],
    ['"><script>', 'es'],
  ])('of ui_locales "%s" is %s, where the browser says es', async (locales, expected) => {
    const path = `/password/forgot?ui_locales=${locales.replaceAll(' ', '+')}`;
    expect(await languageOf(path, { 'accept-language': 'es' })).toBe(expected);
  });

  test('is the first one for who reads none, and a bare "pt" reads "pt-BR"', async () => {
    const brazilian: Texts = { ...english, lang: 'pt-BR' };
    const { handler } = await startApp({ handler: { languages: [german, brazilian] } });
    const target = new Visitor(handler);
    expect(await languageOf('/password/forgot', { 'accept-language': 'en' }, target)).toBe('de');
    for (const tag of ['pt', 'pt-BR', 'pt-PT'])
      expect(await languageOf('/password/forgot', { 'accept-language': tag }, target)).toBe(
        'pt-BR',
      );
  });

  test.each(['/password/forgot', '/password/nothing', '/password/reset?token=x'])(
    'of %s is told to caches and readers',
    async (path) => {
      const response = await visitor.get(path, { 'accept-language': 'ar' });
      expect(response.headers.get('content-language')).toBe('ar');
      expect(response.headers.get('vary')).toBe('Accept-Language');
      expect(await response.text()).toContain('<html lang="ar" dir="rtl">');
    },
  );

  test('is none of JSON’s: reasons and codes are the same for all', async () => {
    const answer = await visitor.postJson('/password/forgot?ui_locales=ja', { identifier: 1 });
    expect(answer.headers.get('content-language')).toBeNull();
    expect(await answer.json()).toMatchObject({ ok: false, reason: 'invalid_input' });
  });
});

describe('ui_locales', () => {
  const QUERY = '?ui_locales=de-AT+fr';

  test('stays along the way from the first page to the last', async () => {
    const start = await visitor.get('/password?ui_locales=de-AT+fr');
    expect(start.headers.get('location')).toBe(`/password/forgot${QUERY}`);
    const forgot = await (await visitor.get(`/password/forgot${QUERY}`)).text();
    expect(forgot).toContain(`action="/password/forgot${QUERY}"`);

    const asked = await visitor.post(`/password/forgot${QUERY}`, { identifier: 'bob@example.com' });
    expect(asked.headers.get('location')).toBe(`/password/check-mail${QUERY}`);
    const sent = await (await visitor.get(`/password/check-mail${QUERY}`)).text();
    expect(sent).toContain(`href="/password/forgot${QUERY}"`);
    expect(sent).toContain('eine Stunde');

    const token = await app.mailedToken('alice@example.com');
    const moved = await visitor.get(`/password/reset${QUERY}&token=${token}`);
    const form = moved.headers.get('location') ?? '';
    expect(form).toMatch(/^\/password\/reset\/[\w-]{22}\?ui_locales=de-AT\+fr$/);
    expect(await (await visitor.get(form)).text()).toContain(`action="/password/reset${QUERY}"`);
    const done = await visitor.post(`/password/reset${QUERY}`, {
      flow: /reset\/([\w-]{22})/.exec(form)?.[1] ?? '',
      newPassword: NEW_PASSWORD,
    });
    expect(done.headers.get('location')).toBe(`/password/done${QUERY}`);
    const dead = await (await visitor.get(`/password/reset${QUERY}&token=x`)).text();
    expect(dead).toContain(`href="/password/forgot${QUERY}"`);
  });

  test('carries on tags only, and nothing where there is none', async () => {
    const hostile = await (
      await visitor.get('/password/forgot?ui_locales=de+%22%3E%3Cscript%3E+%0d%0aSet-Cookie:x+fr')
    ).text();
    expect(hostile).toContain('action="/password/forgot?ui_locales=de+fr"');
    const plain = await (await visitor.get('/password/forgot?ui_locales=%22')).text();
    expect(plain).toContain('action="/password/forgot"');
  });

  test('is the language of the mail that was asked for, too', async () => {
    await app.passwords.drainOutbox();
    app.mails.length = 0;
    await visitor.post(
      '/password/forgot?ui_locales=ja',
      { identifier: 'newcomer@example.com' },
      { 'accept-language': 'de' },
    );
    await app.passwords.drainOutbox();
    expect(app.mails.map(({ locale }) => locale)).toEqual(['ja']);
  });
});

/** Every sentence by its path; functions are tried with numbers of every plural form. */
function leaves(part: unknown, path = ''): [string, string][] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function')
    return [0, 1, 2, 3, 11, 45, 60, 100, 3600].map((n) => [
      `${path}(${n})`,
      String(
        path.endsWith('.leadFor') || path.endsWith('.expires')
          ? part('a@example.com')
          : /^\.(?:rule|violation)$/.test(path)
            ? part({ code: 'length', params: { min: n, max: n + 1 }, message: '' })
            : part(n),
      ),
    ]);
  return Object.entries(part as object).flatMap(([name, value]) =>
    leaves(value, `${path}.${name}`),
  );
}

/** Words that two languages share. */
const SHARED = {
  es: ['.errorPrefix', '.admin.account.no'],
} as Readonly<Record<string, readonly string[]>>;

describe.each(allLanguages.map((texts) => [texts.lang, texts] as const))(
  'in %s',
  (_lang, texts) => {
    const sentences = leaves(texts);

    test('every text is there, and none has a hole', () => {
      expect(sentences.map(([path]) => path)).toEqual(leaves(english).map(([path]) => path));
      for (const [path, sentence] of sentences)
        expect(sentence, path).toMatch(/^(?!.*(?:undefined|NaN|null|#|\{|\})).*\S/);
    });
  },
);

test.each(allLanguages.filter((texts) => texts !== english).map((texts) => [texts.lang, texts]))(
  'nothing in %s is left in English',
  (lang, texts) => {
    const model = new Map(leaves(english));
    const left = leaves(texts).filter(
      ([path, sentence]) => path !== '.dir' && sentence === model.get(path),
    );
    expect(left.map(([path]) => path)).toEqual(SHARED[String(lang)] ?? []);
  },
);

test('numbers take the plural form of their language', () => {
  const minutes = (texts: Texts, n: number) => texts.checkMail.lifetime(n);
  expect(minutes(english, 1)).toContain('one minute');
  expect(minutes(english, 120)).toContain('2 hours');
  expect(minutes(german, 15)).toContain('15 Minuten');
  expect(minutes(spanish, 60)).toContain('una hora');
  expect(minutes(french, 1)).toContain('1 minute.');
  expect(minutes(japanese, 60)).toContain('1時間');
  expect([1, 2, 5, 15, 100].map((n) => minutes(arabic, n).split('لمدة ')[1])).toEqual([
    'دقيقة واحدة.',
    'دقيقتين.',
    '5 دقائق.',
    '15 دقيقة.',
    '100 دقيقة.',
  ]);
});

test('French sets signs apart from words by spaces that do not break', () => {
  for (const [path, sentence] of leaves(french))
    expect(sentence, path).not.toMatch(/[^\u202f][;?!]|[^\u00a0][:»]|«[^\u00a0]/u);
});

test.each([
  ['de', german],
  ['fr', french],
])('in %s no line breaks within “e‑mail”, as one does at a usual hyphen', (_lang, texts) => {
  const words = leaves(texts).flatMap(([, sentence]) => sentence.match(/\be.mail/giu) ?? []);
  expect(words.length).toBeGreaterThan(20);
  expect(words.filter((word) => word[1] !== '\u2011')).toEqual([]);
});

test('an address in a text from right to left keeps its own direction', async () => {
  const token = await app.mailedToken('bob@example.com');
  const moved = await visitor.get(`/password/reset?token=${token}&ui_locales=ar`);
  const page = await (await visitor.get(moved.headers.get('location') ?? '')).text();
  expect(page).toContain('للحساب <bdi dir="ltr">bob@example.com</bdi>');
});

test.each([
  ['no language', []],
  ['a catalogue with a hole', [{ ...german, forgot: { ...german.forgot, lead: undefined } }]],
  ['a catalogue without a section', [{ ...german, link: undefined }]],
  ['a sentence where a function belongs', [{ ...german, rule: 'Regel' }]],
  ['a language that is none', [{ ...german, lang: 'Deutsch (Österreich)' }]],
  ['a direction that is none', [{ ...german, dir: 'up' }]],
])('%s is refused at construction', (_name, languages) => {
  const options = { passwords: app.passwords, publicUrl: PUBLIC_URL, languages } as never;
  expect(() => passwordHandler(options)).toThrow(/"languages/);
});
