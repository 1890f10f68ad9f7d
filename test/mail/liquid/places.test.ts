import { describe, expect, it } from 'vitest';
import { faultInBody as faultOf, mailOf, render, shown } from './support.js';

const called = (displayName: string) => ({
  mail: mailOf('reset_link', { account: { displayName } }),
});
const IN_TAG = 'stands in a tag outside of quotes';
const NO_WAY = 'stands where HTML has no way to escape it';

describe('attack 5: what was captured closes the quotes around it', () => {
  const hello = '{% capture hello %}Hello "{{ user.name }}"{% endcapture %}';

  it('it is escaped once more in an attribute, and comes out as it is in text', () => {
    const html = shown(
      `${hello}{{ hello }}<img alt="{{ hello }}" title='{{ hello }}'>`,
      called('A&B'),
    );
    const quoted = 'Hello &quot;A&amp;B&quot;';
    expect(html).toBe(`Hello "A&amp;B"<img alt="${quoted}" title='${quoted}'>`);
  });

  it.each([
    '{{ hello }}',
    '{% echo hello %}',
    '{% cycle hello, hello %}',
    '{% liquid echo hello %}',
    '{% assign it = hello %}{{ it }}',
    '{{ hello | escape }}',
    '{{ hello | escape | default: "x" }}',
    '{{ hello | newline_to_br }}',
    '{% if true %}{{ hello }}{% endif %}',
    '{% for x in (1..2) %}{{ hello }}{% endfor %}',
    '{{ user.name | newline_to_br }}',
    '{{ "x" | prepend: hello }}',
  ])('whatever way it goes: %s', (output) => {
    for (const quote of ['"', "'"]) {
      const source = `${hello}<img alt=${quote}${output}${quote}>`;
      const html = shown(source, called('src=x onerror=alert(1) x'));
      const tags = new RegExp(`^<img alt=${quote}[^"'<>]*${quote}>$`);
      expect(html, html).toMatch(tags);
    }
  });

  it('markup of the template’s own may be captured, with its link', () => {
    const body = `{% capture button %}<a href="{{ url }}" title="{{ user.name }}">Go</a>{% endcapture %}
      <p>{{ button }}</p><!--[if mso]>{{ button }}<![endif]--><noscript>{{ button }}</noscript>`;
    expect(render({ body }, called('"x')).html?.split('title="&quot;x">Go</a>')).toHaveLength(4);
  });

  it('with "raw" as well, where that was allowed', () => {
    const options = { ...called("a\" b='c'>"), dangerouslyAllowRaw: true };
    expect(shown('{{ user.name | raw }}<p title="{{ user.name | raw }}">', options)).toBe(
      'a" b=\'c\'><p title="a&quot; b=&#39;c&#39;&gt;">',
    );
  });

  it.each([
    '{% capture a %}<a href="{% endcapture %}{{ a }}{{ url }}">',
    '{% capture a %}<p {% endcapture %}',
    '{% capture a %}<p title="x{% endcapture %}',
    '{% capture a %}<script>{% endcapture %}{{ a }}{{ user.name }}',
    '{% capture a %}<!-- {% endcapture %}',
    '{% capture a %}x <{% endcapture %}',
    '{% capture a %}{% if user.name %}<p title="{% endif %}{% endcapture %}',
    '{% for x in (1..2) %}{% capture a %}<p title="{% break %}">{% endcapture %}{% endfor %}',
    '{% capture a %}{% capture b %}<style>{% endcapture %}{% endcapture %}',
  ])('HTML that it leaves open is refused: %s', (source) => {
    expect(faultOf(source)).toMatch(
      / at line 2, column \d+ captures HTML that is left open; close/,
    );
  });

  it('what it holds says nothing about the place where it stands', () => {
    expect(faultOf('<p title={% capture a %}"{% endcapture %}{{ user.name }}>')).toContain(IN_TAG);
    expect(faultOf('{% capture a %}</script>{% endcapture %}<script>{{ user.name }}')).toContain(
      NO_WAY,
    );
    expect(faultOf('<p title="{% capture a %}"{% endcapture %}{{ user.name }}">')).toBe('none');
  });
});

describe('attack 5: text of "raw" that opens a place', () => {
  it.each([
    ['{% raw %}<script>{% endraw %}var x = {{ user.name }};', NO_WAY],
    ['{% raw %}<style>{% endraw %} {{ user.name }} {% raw %}</style>{% endraw %}', 'into a style'],
    ['<p {% raw %}title={% endraw %}{{ user.name }}>', IN_TAG],
    ['<sc{% raw %}ript>{% endraw %}{{ user.name }}', NO_WAY],
    ['<p on{% raw %}click="{% endraw %}{{ user.name }}">', NO_WAY],
    ['<a {% raw %}href="{% endraw %}{{ user.name }}">', 'say where a URL leads'],
  ])('%s', (source, fault) => {
    expect(faultOf(source)).toContain(fault);
  });

  it.each([
    '<style>{% raw %}.b{}</style>{% endraw %}{{ url }}',
    '{% raw %}<style>.a{}{% endraw %}</style><p title="{{ user.name }}">',
    '{% raw %}<a href="{% endraw %}{{ url }}">',
  ])('what it closes is closed: %s', (source) => {
    expect(faultOf(source)).toBe('none');
  });
});

describe('attack 5: quotes that stand in branches', () => {
  it.each([
    '<p title={% if user.name %}"{% endif %}{{ user.name }}{% if user.name %}"{% endif %}>',
    '<p {% if user.name %}title="{% else %}title={% endif %}{{ user.name }}">',
    '<p title={% unless user.name %}"{% endunless %}{{ user.name }}">',
    '<p title={% case user.name %}{% when "a" %}"{% endcase %}{{ user.name }}">',
    '<p title={% case 1 %}{% when 1 %}"{% when 1 %}a"{% else %}"{% endcase %}{{ user.name }}">',
    '<p title={% for x in user.app_metadata.list %}"{% endfor %}{{ user.name }}">',
    '<p title="{% for x in user.app_metadata.list %}"{% endfor %}{{ user.name }}">',
    '{% for x in (1..2) %}<p title="{{ user.name }}{% if x == 1 %}{% continue %}{% endif %}">{% endfor %}<p {{ url }}>',
    '<p {% for x in (1..2) %}title="{% break %}"{% endfor %}{{ user.name }}>',
    '<p title={% liquid\n if user.name\n echo user.name\n endif %}>',
    '<p ="{{ user.name }}">',
    '<p a="b"="{{ user.name }}">',
    '<p a=b {%- if true -%} title="{{ user.name }}"{% endif %}>',
  ])('%s is refused', (source) => {
    expect(faultOf(source)).toMatch(
      / at line \d, column \d+ (?:stands in a tag outside|leaves HTML)/,
    );
  });

  it('says so where another branch would be well', () => {
    expect(faultOf('<p title={% if true %}"{% endif %}{{ user.name }}">')).toContain(
      'stands in a tag outside of quotes, by one of the branches before it; put quotes around it',
    );
  });

  it.each([
    '<td title={% if user.name %}"{{ user.name }}"{% else %}"b"{% endif %}>{{ user.name }}',
    `<td title={% if user.name %}"{% else %}'{% endif %}{{ user.name }}{% if user.name %}"{% else %}'{% endif %}>`,
    '<a href={% case tenant %}{% when "a" %}"{{ url }}"{% when "b" %}"{{ support_url }}"{% endcase %}>',
    '<td {% if user.name %}nowrap{% endif %} {% unless user.name %}dir="rtl"{% endunless %}>{{ user.name }}',
    '{% if user.name %}<a href="{{ url }}">{% endif %}{{ user.name }}{% if user.name %}</a>{% endif %}',
    '<p style="{% for x in user.app_metadata.list %}color:red;{% endfor %}">{{ user.name }}',
    '{% for x in user.app_metadata.list %}<td {% if x %}nowrap{% endif %}>{{ x }}</td>{% endfor %}',
    '<style>{% for x in user.app_metadata.list %}a{% endfor %}</style>{{ user.name }}',
    '{% for x in user.app_metadata.list %}{% if x %}{% break %}{% endif %}<p>{{ x }}</p>{% else %}-{% endfor %}',
    '<table>{% tablerow x in user.app_metadata.list cols: 2 %}{{ x }}{% endtablerow %}</table>',
    '<a href="https://acme.example/{% for x in user.app_metadata.list %}/{{ x }}{% endfor %}">',
    '{% if user.name %}<!-- {% endif %}{{ user.name }}{% if user.name %} -->{% endif %}',
  ])('%s may stand', (source) => {
    expect(faultOf(source)).toBe('none');
  });

  it('more ways than anybody means are refused, and in bounded time', () => {
    const many = [...'abcdefghijklmnopqrstuvwxyz'].map((x) => `{% if user.name %} ${x}{% endif %}`);
    for (const source of [
      `<p${many.join('')}{% if user.name %}="{% endif %}">`,
      `<a href="${'{% if user.name %}a{% else %}bb{% endif %}'.repeat(40)}">`,
      `${'{% for x in (1..2) %}<p title="'.repeat(49)}${'{% endfor %}'.repeat(49)}`,
    ]) {
      const started = performance.now();
      expect(faultOf(source)).toMatch(/in too many ways|it takes too long|none/);
      expect(performance.now() - started).toBeLessThan(8_000);
    }
    expect(
      faultOf(`<a href="${'{% if user.name %}a{% else %}bb{% endif %}'.repeat(40)}">`),
    ).toContain('leaves HTML open in too many ways; write whole tags into its branches');
  });

  it('a "break" out of a "tablerow" is refused, which cuts off its other cells', () => {
    expect(faultOf('{% tablerow x in (1..2) %}{% break %}{% endtablerow %}')).toContain(
      'leaves a "tablerow"',
    );
  });
});

describe('attack 5: what looks like the end, and is none', () => {
  it.each([
    ['<style>a{}</stylex>{{ user.name }}</style>', 'into a style'],
    ['<title>a</titles><p {{ user.name }}></title>', 'none'],
    ['<script>a</scripts>{{ user.name }}', NO_WAY],
    ['<script><!--<script></script>{{ user.name }}</script>', NO_WAY],
    ['<script><!--<script></script>--></script><p {{ user.name }}>', IN_TAG],
    ['<script><!--<scripts></script><p {{ user.name }}>', IN_TAG],
    ['<script><!--</script><p {{ user.name }}>', IN_TAG],
    ['<script><!--><script></script><p {{ user.name }}>', IN_TAG],
    ['<style>a</sty{% if true %}le>{% endif %}<p {{ user.name }}>', IN_TAG],
    ['<style>a</style\t x="{{ user.name }}">', 'none'],
    ['<style>a</style/>{{ user.name }}', 'none'],
    ['<title></tit{{ user.name }}le>', NO_WAY],
    ['<!-- a --!><p {{ user.name }}>-->', IN_TAG],
    ['<!--><p {{ user.name }}>-->', IN_TAG],
    ['<!---><p {{ user.name }}>-->', IN_TAG],
    ['<!-- a -{% comment %}{% endcomment %}-><p {{ user.name }}>', IN_TAG],
    ['<!--!><p {{ user.name }}>-->', 'none'],
    ['</ a="><p {{ user.name }}>">', IN_TAG],
    ['<!doctype html "><p {{ user.name }}>', IN_TAG],
    ['<!-{{ user.name }}->', NO_WAY],
    ['<plaintext></plaintext>{{ user.name }}', NO_WAY],
    ['<noscript><!--</noscript><p {{ user.name }}>-->', IN_TAG],
    ['<svg><title><p title={{ user.name }}></title>', 'comes after a <style>, <title>'],
    ['<svg><style></style></svg>{{ user.name }}', 'comes after a <style>, <title>'],
    ['<svg><![CDATA[><p title="]]>{{ user.name }}', 'comes after a <style>, <title>'],
    ['{% capture a %}<svg>{% endcapture %}{{ a }}<title>{{ user.name }}', 'comes after a <style>'],
    ['<svg viewBox="0 0 1 1"><path d="M0"/></svg><p title="{{ user.name }}">', 'none'],
    ['<title>a</title><svg></svg>{{ user.name }}', 'none'],
  ])('%s: %s', (source, fault) => {
    if (fault === 'none') expect(faultOf(source)).toBe('none');
    else expect(faultOf(source)).toContain(fault);
  });
});

describe('a value that comes out in a comment', () => {
  it('neither ends it nor begins one, empty or not', () => {
    for (const name of ['--', '-', '>', '--!', '->', '', '<!--']) {
      const source = '<!--{{ user.name }}>x <!-- -{{ user.name }}-> y --!{{ user.name }}> -->';
      const html = shown(source, called(name));
      expect(html.match(/--!?>/g), html).toHaveLength(1);
      expect(html.endsWith('-->')).toBe(true);
    }
  });
});

describe('a value at the beginning of any URL of several', () => {
  it.each([
    '<img srcset="https://acme.example/a.png 1x, {{ user.name }} 2x">',
    '<a ping="https://acme.example/a {{ user.name }}">',
    '<meta http-equiv="refresh" content="0;url={{ user.name }}">',
    '<meta http-equiv="refresh" content="0; {{ user.app_metadata.a }}">',
    '<svg><a><animate attributeName="href" to="{{ user.name }}"></a></svg>',
    '<object codebase="{{ user.name }}"></object>',
    '<a href="\ue000/{{ user.name }}">',
    '{% for x in (1..2) %}<a href="{{ url }}">a</a>{% assign url = user.name %}{% endfor %}',
  ])('is refused: %s', (source) => {
    expect(faultOf(source)).toMatch(/lets "[\w.]+" say where a URL leads;/);
  });

  it('what a loop gives another meaning later does not style its next round', () => {
    expect(
      faultOf(
        '{% for x in (1..2) %}<style>{{ tenant }}</style>{% assign tenant = user.name %}{% endfor %}',
      ),
    ).toContain('lets "tenant" into a style');
  });

  it.each([
    '<img srcset="{{ organization.branding.logo_url }} 2x">',
    '<meta name="description" content="A password for {{ user.name }}">',
  ])('%s may stand', (source) => {
    expect(faultOf(source)).toBe('none');
  });
});
