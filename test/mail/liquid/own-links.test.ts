import { describe, expect, it } from 'vitest';
import { faultInBody, mailOf, render, shown, templatesOf, variables } from './support.js';

const LOGO = 'https://cdn.acme.example/an/image/that/has/a/long/path/logo.png?v=2&s=80';
const own = { logo_url: LOGO, home: 'http://acme.example' };
const given = (more: object) => ({ variables: { ...variables, own: { ...own, ...more } } });

const faultOf = (source: string, more: object = {}) => faultInBody(source, given(more));

describe('a variable of one’s own that is a URL once and for all', () => {
  it('stays whole, in HTML, text and subject', () => {
    const body = '<p>{{ url }} {{ logo_url }}</p>';
    const mail = render(
      { subject: '{{ logo_url }}', body, text: '{{ url }} {{ logo_url }}' },
      given({}),
    );
    expect(mail.html).toContain(LOGO.replace('&', '&amp;'));
    expect(mail.text).toContain(LOGO);
    expect(mail.subject).toBe(LOGO);
  });

  it.each([
    ['<img src="{{ logo_url }}">', `<img src="${LOGO.replace('&', '&amp;')}">`],
    ["<img src='{{ logo_url | escape }}'>", `<img src='${LOGO.replace('&', '&amp;')}'>`],
    [
      '<a href="{{ home }}/in?as={{ user.name }}">',
      '<a href="http://acme.example/in?as=Alice Archer">',
    ],
    ['<td background="{{ logo_url }}">', `<td background="${LOGO.replace('&', '&amp;')}">`],
  ])('may begin a URL: %s', (source, html) => {
    expect(shown(source, given({}))).toBe(html);
  });

  it.each([
    '<a href="{{ home }}{{ user.name }}">',
    '<a href="{{ home }}.{{ user.name }}/">',
    '<a href="{{ home | append: user.name }}">',
    '<a href="{% assign home = user.name %}{{ home }}">',
    '<a href="{% capture home %}{{ user.name }}{% endcapture %}{{ home }}">',
    '{% for home in user.app_metadata.list %}<a href="{{ home }}">{% endfor %}',
    '<a href="{% assign x = home %}{{ x }}">',
    '<a href="{{ home.size }}">',
  ])('attack 8: nothing else says where it leads: %s', (source) => {
    expect(faultOf(source)).toMatch(/ lets "[\w.]+" say where a URL leads; /);
  });

  it.each<[string, unknown]>([
    ['asked for each mail', () => LOGO],
    ['within an object', { url: LOGO }],
    ['within a list', [LOGO]],
    ['of another scheme', 'javascript:alert(1)'],
    ['of no scheme', '//evil.example/logo.png'],
    ['with a user in it', 'https://acme.example@evil.example/'],
    ['with what ends an attribute', 'https://acme.example/"><script>'],
    ['too long', `https://acme.example/${'x'.repeat(2_000)}`],
    ['no text', new String(LOGO)],
  ])('attack 8: what is %s begins none', (_name, logo) => {
    const path = typeof logo === 'object' && logo !== null && 'url' in logo ? 'logo.url' : 'logo';
    expect(faultOf(`<img src="{{ ${path} }}">`, { logo })).toContain(
      `lets "${path}" say where a URL leads`,
    );
    expect(faultOf(`<img alt="{{ ${path} }}">`, { logo })).toBe('none');
  });

  it('attack 8: what "own" becomes later has no say', () => {
    const changing: Record<string, unknown> = { ...own, plan: 'free' };
    const body = '{{ url }}<img src="{{ logo_url }}"><b>{{ plan }}</b>';
    const { reset_link } = templatesOf(
      'reset_link',
      { body },
      { variables: { ...variables, own: changing } },
    );
    changing.logo_url = 'https://evil.example/logo.png';
    changing.plan = 'gold';
    const tools = { link: (url: string) => url } as Parameters<typeof reset_link>[1];
    const { html } = reset_link(mailOf('reset_link'), tools);
    expect(html).toContain(`<img src="${LOGO.replace('&', '&amp;')}"><b>gold</b>`);
  });
});

it('any other text of one’s own is shown as names are', () => {
  const plan = 'Go to https://evil.example for more than you have ever had';
  expect(shown('{{ plan }}', given({ plan }))).toBe('Go to https: /evil. example for more th…');
});
