import fc from 'fast-check';
import type { LiquidVariables } from 'latchkey/liquid';
import { describe, expect, it } from 'vitest';
import { faultInBody, mailerOf, mailOf, shown, templatesOf, variables } from './support.js';

const SAYS_WHERE = /" at line 2, column \d+ lets "[\w.]+" say where a URL leads; /;

/** What a tenant has that configured nothing but a name. */
const bare = { application: { name: 'Acme', client_metadata: { base: 'acme.example' } } };

const faultOf = (source: string, given: LiquidVariables = variables) =>
  faultInBody(source, { variables: given });

describe('attack 8: a host that is not there, so that a value becomes one', () => {
  it.each([
    'https://{{ custom_domain.domain }}/{{ user.user_metadata.slug }}',
    '{{ application.callback_domain }}/{{ user.user_metadata.slug }}',
    '{{ client.callback_domain | escape }}/{{ user.name }}',
    '{{ support_url }}?{{ user.name }}',
    'https://{% if tenant %}{{ tenant }}.acme.example{% endif %}/{{ user.name }}',
    '{{ application.client_metadata.none }}/{{ user.name }}',
    '{{ application.client_metadata.base }}/{{ user.name }}',
    '{{ application.client_metadata }}/{{ user.name }}',
    'https:{% echo custom_domain.domain %}//{{ user.name }}',
    "{{ support_url | default: 'https:' }}//{{ user.name }}",
  ])('not configured, it is nothing: %s', (href) => {
    expect(faultOf(`<a href="${href}">`, bare)).toMatch(SAYS_WHERE);
  });

  it.each([
    '{{ url | slice: 0, 8 }}{{ user.name }}',
    '{{ url | slice: 0, 8 }}mailto:{{ user.name }}',
    '{{ user.picture }}acme://a/{{ user.name }}',
    "{{ url | split: '/' | first }}//{{ user.name }}",
    "{{ url | truncate: 8, '' }}{{ user.name }}",
    "{{ url | remove: 'app.example' }}{{ user.name }}",
    '{{ url and tenant }}/{{ user.name }}',
    '{{ tenant or url }}//{{ user.name }}',
    'https://{{ tenant | slice: 0, 0 }}/{{ user.name }}',
    "https://{{ custom_domain.domain | replace: 'login.acme.example', '' }}/{{ user.name }}",
    '{{ application.callback_domain | url_encode }}/{{ user.name }}',
    "{{ application.callback_domain | remove: 'shop.example' }}{{ user.name }}",
    "https://{{ 'now' | date: '' }}/{{ user.name }}",
    "https://{% cycle '', tenant %}/{{ user.name }}",
    '{{ user.picture }}/{{ user.name }}',
    '{{ disavow_url }}/{{ user.name }}',
  ])('filtered or computed, it is what it comes to: %s', (href) => {
    const kind = href.includes('disavow') ? 'password_changed' : 'reset_link';
    const body = `${kind === 'reset_link' ? '{{ url }}' : ''}\n<a href="${href}">`;
    expect(() => templatesOf(kind, { body })).toThrow(SAYS_WHERE);
  });

  it.each([
    'https://&#47;/{{ user.name }}',
    'https://&sol;/{{ user.name }}',
    'https://&Tab;/{{ user.name }}',
    'https://@/{{ user.name }}',
    'https://:/{{ user.name }}',
    'https://acme.example@/{{ user.name }}',
    'https://\ue000/{{ user.name }}',
    '\ue001{{ user.name }}',
    'vbscript://a/{{ user.name }}',
  ])('it is written so that it is none: %s', (href) => {
    expect(faultOf(`<a href="${href}">`)).toMatch(SAYS_WHERE);
  });

  it.each([
    '<a href="//{% increment n %}/">',
    '<a href="https://{% decrement n %}/">',
    '<v:rect o:href="{{ user.name }}">',
    '<p xml:base="{{ user.name }}">',
    '<meta http-equiv="refresh" content="{{ user.name }}">',
    '<meta http-equiv="refresh" name="a" content="{{ user.name }}">',
    '<meta content="{{ user.name }}" http-equiv="refresh">',
    '<meta http-equiv="refresh" content="0{{ user.name }}">',
    `<meta http-equiv="refresh" content="0;${' '.repeat(400)}{{ user.name }}">`,
    '<a href="javascript:{{ user.picture }}">',
    '<a href="https:{{ user.picture }}">',
    '<a href="{{ user.picture | split: \'?\' | last }}">',
    '<img src="{{ organization.branding.logo_url | slice: 8, 99 }}">',
    '<img src="{{ \'x\' | append: user.picture }}">',
    '<img src="{% cycle user.picture | slice: 20, 99, \'b\' %}">',
  ])('nor does any other attribute take one: %s', (source) => {
    const own = { n: () => 0xcafebabe };
    expect(faultOf(source, { ...variables, own })).toMatch(SAYS_WHERE);
  });

  it.each([
    ['{{ application.callback_domain | escape }}/{{ user.name }}', 'https://shop.example/'],
    ['https://{{ custom_domain.domain }}/{{ user.name }}', 'https://login.acme.example/'],
    [
      '{% echo support_url %}&amp;x={{ user.name }}',
      'https://acme.example/help?a=1&amp;b=2&amp;x=',
    ],
    ["{{ none | default: 'https://acme.example' }}/{{ user.name }}", 'https://acme.example/'],
    ['https://{{ tenant | upcase }}.example:8080/{{ user.name }}', 'https://ACME-EU.example:8080/'],
    ['https://[::1]:80/{{ user.name }}', 'https://[::1]:80/'],
    ['{{ user.picture | default: support_url | escape }}', 'https://acme.example/help?a=1&amp;b=2'],
    ['acme://open/{{ user.name }}', 'acme://open/'],
  ])('one that is there may stand before a value: %s', (href, begin) => {
    const named = href.replace('none', 'application.client_metadata.none');
    const made = shown(`<a href="${named}">`);
    expect(made.startsWith(`<a href="${begin}`), made).toBe(true);
  });

  it.each([
    '<meta name="description" content="{{ user.name }}">',
    '<meta itemprop="name" content="{{ user.name }}">',
    '<meta http-equiv="x" content="Of {{ user.name }}">',
    `<meta name="description" content="${'long '.repeat(80)}{{ user.name }}">`,
  ])('what refreshes nothing may say anything: %s', (source) => {
    expect(faultOf(source)).toBe('none');
  });
});

const V = '{{ user.app_metadata.v }}';
const VALUES = [
  V,
  V,
  '{{ user.user_metadata.v }}',
  '{{ user.name }}',
  '{{- user.app_metadata.v -}}',
  '{{ user.app_metadata.v | escape }}',
  '{{ user.app_metadata.v | url_encode }}',
  '{{ user.app_metadata.v | url_decode }}',
  "{{ user.app_metadata.v | remove: 'x' }}",
  '{{ user.app_metadata.none | default: user.app_metadata.v }}',
  '{% echo user.app_metadata.v %}',
  "{% cycle user.app_metadata.v, 'b' %}",
  `{% capture c %}${V}{% endcapture %}{{ c }}`,
  '{% assign a = user.app_metadata.v %}{{ a }}',
  '{% for x in user.app_metadata.list %}{{ x }}{% endfor %}',
];

const TEXTS = [
  ...[
    'https://',
    'https://',
    'https:',
    'http:/',
    '//',
    '/',
    '/',
    '/',
    '\\',
    '?',
    '#',
    '@',
    ':',
    '.',
  ],
  ...['acme.example', 'acme.example', 'a', ' ', '\t', '\n', '&#47;', '&sol;', '&colon;', '&amp;'],
  ...['&Tab;', 'mailto:', 'javascript:', 'data:', 'acme://', '。', '／', '\u00ad', '[::1]', '%2f'],
];

const OUTPUTS = [
  ...['{{ url }}', '{{- url -}}', '{{ url | slice: 0, 8 }}', "{{ url | split: '?' | first }}"],
  ...['{{ application.callback_domain }}', '{{ client.callback_domain | escape }}'],
  ...['{{ custom_domain.domain }}', '{{- custom_domain.domain -}}', '{% echo support_url %}'],
  ...['{{ tenant }}', '{{ tenant | slice: 0, 1 }}', "{{ tenant | default: 'https://b.example' }}"],
  ...["{{ support_url | remove: 'https:' }}", '{{ support_url | url_encode }}', "{{ '/' }}"],
  ...['{{ application.client_metadata.slash }}', '{{ application.client_metadata.scheme }}'],
];

const BLOCKS = [
  '{% if user.app_metadata.none %}$1{% endif %}',
  '{%- if tenant -%} $1 {%- endif -%}',
  '{% if user.email %}$1{% else %}$2{% endif %}',
  '{% unless tenant %}$1{% endunless %}',
  "{% case tenant %}{% when 'acme-eu' %}$1{% when 'b' %}$2{% endcase %}",
  '{% for x in (1..2) %}$1{% endfor %}',
  '{% for x in (1..2) %}$1{% break %}$2{% endfor %}',
  '{% raw %}https://{% endraw %}$1',
  '{% comment %}$1{% endcomment %}$2',
  '{% capture tenant %}$1{% endcapture %}{{ tenant }}',
];

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.constantFrom(...OUTPUTS) },
);
const pieces = fc.array(piece, { maxLength: 4 }).map((all) => all.join(''));
const block = fc
  .tuple(fc.constantFrom(...BLOCKS), pieces, pieces)
  .map(([outer, one, other]) => outer.replace('$1', () => one).replace('$2', () => other));
const start = fc.constantFrom('', 'https://', ...OUTPUTS);
const href = fc
  .tuple(start, fc.array(fc.oneof(pieces, block), { maxLength: 3 }), fc.constantFrom(...VALUES))
  .chain(([first, before, value]) =>
    pieces.map((after) => `${first}${before.join('')}${value}${after}`),
  );

const SETTLED: readonly LiquidVariables[] = [
  { ...variables, application: { ...variables.application, client_metadata: { slash: '/' } } },
  bare,
  { application: { name: 'Acme', client_metadata: { scheme: 'https:', slash: '//' } }, tenant: '' },
];

/** What becomes a host where it can, in one way or another. */
const HOSTILE = fc.oneof(
  fc.constantFrom(
    ...[
      '0xCAFEBABE',
      '/0xCAFEBABE/x',
      '//0xCAFEBABE',
      '\\\\evil',
      '/\\evil',
      '@evil.example/',
      '.evil',
    ],
    ...[
      'evil.example',
      'evil。example',
      'https://evil.example',
      'javascript:alert(1)',
      ':80@evil/',
    ],
    ...['&#47;/evil', '%2f%2fevil', '\t//evil', '\u00ad/evil', 'xx//evil', '', '/', ':', '?', '#'],
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

const REFERENCES: Readonly<Record<string, string>> = {
  ...{ '&sol;': '/', '&colon;': ':', '&Tab;': '\t', '&lt;': '<', '&gt;': '>', '&quot;': '"' },
  ...{ '&#47;': '/', '&#39;': "'", '&#96;': '`', '&#61;': '=', '&amp;': '&' },
};

/** Where a browser goes from a mail: to which host, by which scheme. */
function destination(html: string): string {
  const [, written = ''] = /<(?:a|img|form) \w+="([^"]*)">end/.exec(html) ?? expect.fail(html);
  const url = written.replace(/&#?\w+;/g, (name) => REFERENCES[name] ?? name);
  if (!URL.canParse(url, 'https://webmail.example/inbox')) return 'nowhere';
  const { protocol, host } = new URL(url, 'https://webmail.example/inbox');
  // It opens a mail program, which knows no hosts, whatever a parser of URLs makes of `mailto://x`.
  return protocol === 'mailto:' ? protocol : `${protocol}//${host}`;
}

it('attack 8: whatever a person’s values are, no URL leads anywhere else', () => {
  let taken = 0;
  const tag = fc.constantFrom('a href', 'img src', 'form action');
  fc.assert(
    fc.property(href, tag, fc.constantFrom(...SETTLED), HOSTILE, (source, name, given, hostile) => {
      const leads = (v: string) => {
        const user = () => ({ app_metadata: { v, list: [v, v] }, user_metadata: { v } });
        const body = `{{ url }}\n<${name}="${source}">end`;
        const mails = mailerOf({ body }, { variables: { ...given, user } });
        const mail = mailOf('reset_link', { account: { displayName: v } });
        return destination(mails.render(mail).html ?? '');
      };
      let usual: string;
      try {
        usual = leads('x');
      } catch (error) {
        expect(error).toMatchObject({ code: 'ERR_INVALID_OPTION' });
        return;
      }
      taken += 1;
      expect(['nowhere', usual]).toContain(leads(hostile));
    }),
    { numRuns: 1_000 },
  );
  expect(taken).toBeGreaterThan(50);
}, 120_000);
