import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../adapters/liquid/plain-text.js';
import { leastCpuTime } from '../../support/least-cpu-time.js';
import { LINK, mailOf, render } from './support.js';

describe('the plain text of a body', () => {
  it.each([
    ['Hello', 'Hello'],
    ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
    ['One<br>Two<br/><br />Three', 'One\nTwo\n\nThree'],
    ['  a \n\t b  ', 'a b'],
    ['<div>One</div><div>Two</div>', 'One\nTwo'],
    ['<h1>Title</h1>Text', 'Title\n\nText'],
    ['<ul><li>One</li><li>Two</li></ul>End', '- One\n- Two\n\nEnd'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['a<b>b</b>c <i>d</i>', 'abc d'],
    ['<head><title>no</title></head><body>yes', 'yes'],
    ['<style>no { a: b }</style>yes<script>no</script>', 'yes'],
    ['a<!-- no <p> -->b', 'ab'],
    ['<STYLE>no</sTyLe >yes', 'yes'],
    ['&lt;b&gt; &amp;amp; &quot;&#39;&#x41;&eacute;&nbsp;&uuml;&hellip;', '<b> &amp; "\'Aé ü…'],
    ['&nope; &#0;&#xd800;&#x110000;&#8238;&#13;x', '&nope; x'],
    ['<img src="x" alt="Logo &amp; sign">text', 'Logo & sign text'],
    ['<p title="a > b">text</p>', 'text'],
    ['<style>no</stylex>no</style >yes', 'yes'],
    ['<script>no</scripts>no</script/>yes', 'yes'],
    ['a<!-- no --!>b<!-->c<!--->d', 'abcd'],
    ['a<constructor>b', 'ab'],
    ['a</ no>b<?no?>c<!no>d', 'abcd'],
    ["a<p title=it's>b</p>", 'a\n\nb'],
    ["<p title='a > b' x>text</p>", 'text'],
    ["It's <b>5 o'clock</b>", "It's 5 o'clock"],
    ['1 < 2, a<3, 4 <', '1 < 2, a<3, 4 <'],
    ['', ''],
  ])('%j reads %j', (html, text) => {
    expect(plainText(html)).toBe(`${text}\n`);
  });

  it.each([
    ['<a href="https://a.example/?x=1&amp;y=2">Go</a>', 'Go\nhttps://a.example/?x=1&y=2'],
    [
      'Please <a href="https://a.example">go</a>. Then wait.',
      'Please go.\nhttps://a.example\nThen wait.',
    ],
    ['<p><a href="https://a.example">Go</a></p><p>End</p>', 'Go\nhttps://a.example\n\nEnd'],
    ['<a href="https://a.example">https://a.example</a>, ok', 'https://a.example, ok'],
    ['<a href="mailto:a@b.example">a@b.example</a>', 'a@b.example'],
    ['<a href="mailto:a@b.example">Write</a>', 'Write\na@b.example'],
    ['<a href="acme://reset?token=x">Open</a>', 'Open\nacme://reset?token=x'],
    ['<a href="#top">Top</a>', 'Top'],
    ['<a href="javascript:alert(1)">x</a>', 'x'],
    ['<a href="https://a.example"><img alt="Logo"></a>', 'Logo\nhttps://a.example'],
    ['<a href="https://a.example"></a>', 'https://a.example'],
    ["<a class=x href = 'https://a.example'>Go</a>", 'Go\nhttps://a.example'],
    ['<a href=https://a.example>Go</a>', 'Go\nhttps://a.example'],
    ['<a data-href="no" href="https://a.example">Go', 'Go\nhttps://a.example'],
    ['<a title="x href=https: y" href="https://a.example">Go</a>', 'Go\nhttps://a.example'],
    [
      `<a title=' href="https://b.example"' href="https://a.example">Go</a>`,
      'Go\nhttps://a.example',
    ],
    ['<a href="https://a.example" href="https://b.example">Go</a>', 'Go\nhttps://a.example'],
    ['<a/href="https://a.example"class=x>Go</a>', 'Go\nhttps://a.example'],
    ['<a ="href" href="https://a.example">Go</a>', 'Go\nhttps://a.example'],
    ['<a HREF=https://a.example/x/>Go</a>', 'Go\nhttps://a.example/x/'],
    ['<img title=" alt=no " alt="yes">', 'yes'],
  ])('a link is written out: %s', (html, text) => {
    expect(plainText(html)).toBe(`${text}\n`);
  });

  it.each([
    '<',
    '<a',
    '<!--',
    '<style>',
    '<p title="',
    '<a href="https://a.example">x</a>',
    '&',
    '&#1;',
    '<br>',
    '<td>',
    '</style',
    '<li>',
    ' ',
    '\n',
    '<a href=" ',
    ' href',
    '<style></style',
    '<!-- -->',
    '"',
    '=',
  ])('200,000 characters of %j are read in bounded time', (part) => {
    const html = part.repeat(Math.floor(200_000 / part.length));
    const read = () => [plainText(html), plainText(`<a ${html}>${html}</a>`)];
    expect(leastCpuTime(read, 1)).toBeLessThan(2_000);
  });

  it('is one printable text whatever the HTML is', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '<p>',
      '</p>',
      '<a href="',
      '"',
      '&lt;',
      '&#',
      '65;',
      '<!--',
      '-->',
      '\0',
      '\u202e',
      'text',
      ' ',
      '\n',
      "'",
      '<br>',
    );
    const html = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(html, (given) => {
        const text = plainText(given);
        expect(text).not.toMatch(/[^\P{C}\n\u200c\u200d]|[\u2028\u2029]/u);
        expect(text).toMatch(/^(?:\S(?:.*\S)?)?\n$/s);
        expect(text).not.toContain('\n\n\n');
      }),
    );
  });
});

describe('attack: a name that looks like an attribute', () => {
  it.each(['Bob href=https: x', "' href='https: x", '" href="https: x', 'x> href=https:'])(
    'does not stand in for the link in the text: %j',
    (displayName) => {
      const body = '<a title="{{ user.name }}" href="{{ url }}"><img alt="{{ user.name }}"></a>';
      const mail = mailOf('reset_link', { account: { displayName } });
      expect(render({ body }, { mail }).text).toContain(`\n${LINK}\n`);
    },
  );
});

describe('a text of the template’s own', () => {
  it('goes in place of it, unescaped and printable', () => {
    const { text, html } = render({
      body: '<p>{{ url }}</p>',
      text: '{{ application.name }}:\n{{ application.name | escape }}\n{{ url }}\n',
    });
    expect(text).toMatch(/^Acme & Sons:\nAcme & Sons\nhttps:\/\/app\.example\/\S+\n$/);
    expect(html).toContain('<p>https://');
  });
});
