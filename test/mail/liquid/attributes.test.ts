import { liquidTemplates } from 'latchkey/liquid';
import { describe, expect, it } from 'vitest';
import { faultInBody, render, type templatesOf, variables } from './support.js';

const faultOf = (source: string, kind?: Parameters<typeof templatesOf>[0]) =>
  faultInBody(source, kind && { kind });

describe('attack 5: a value in a style', () => {
  it('is refused at construction, with line and column', () => {
    expect(faultOf('<p style="color:{{ user.name }}">')).toContain(
      '"reset_link.body" at line 2, column 17 lets "user.name" into a style; take it out',
    );
  });

  it.each([
    "<p style='color:{{ user.user_metadata.colour }}'>",
    '<p STYLE = "{{ organization.display_name }}">',
    '<p class="a"style="{{ user.name }}">',
    '<p/style="{{ user.name }}">',
    '<p style="{% if user.name %}color:{{ user.app_metadata.a }}{% endif %}">',
    '<p style="{% echo user.name %}">',
    '<p style="{% liquid\n echo user.name %}">',
    '<p style="{% cycle user.name, user.email %}">',
    '{% assign a = user.name %}<p style="{{ a }}">',
    '{% capture a %}{{ user.name }}{% endcapture %}<p style="{{ a }}">',
    '{% assign tenant = user.name %}<p style="{{ tenant }}">',
    '{% for tenant in user.app_metadata.list %}<p style="{{ tenant }}">{% endfor %}',
    '<p style="{{ \'a\' | append: user.name }}">',
    '<p style="{{ url }}">',
    '<p {% if user.name %}style {% else %}title {% endif %}="{{ user.name }}">',
    '<p {% if user.name %}style{% else %}title{% endif %}="{{ user.name }}">',
    '<!--[if mso]><v:rect style="{{ user.name }}"><![endif]-->',
    '<!--[if mso]><style>{{ user.name }}</style><![endif]-->',
  ])('so is %s', (source) => {
    expect(faultOf(source)).toMatch(/ at line [23], column \d+ lets "[\w.]+" into a style;/);
  });

  it.each([
    '<p style="color: {{ organization.branding.colors.primary | default: \'red\' }}">',
    '<p style="background: {{ application.client_metadata.colour }}">',
    '<p style="{% if user.name %}color: red{% endif %}">{{ user.name }}</p>',
    '<p style="color: red" title="{{ user.name }}">',
    '<p class="style" data-style="{{ user.name }}">',
    '<!--[if mso]><v:rect href="{{ url }}" style="width: 9px"><![endif]-->',
    '<!--[if !mso]><!--><p title="{{ user.name }}"><!--<![endif]-->',
  ])('may stand there or beside it: %s', (source) => {
    expect(faultOf(source)).toBe('none');
  });

  it('comes out nowhere in a style, whatever a person is called', () => {
    const name = 'x;background:url(\\2f\\2f evil\\2e ex/t)';
    const options = { variables: { ...variables, user: () => ({ name }) } };
    const html = (body: string) => render({ body: `{{ url }}${body}` }, options).html;
    expect(html('<p title="{{ user.name }}">')).toContain('background:');
    expect(() => html('<p style="color:{{ user.name }}">')).toThrow('into a style');
  });
});

describe('a value where it would be a script', () => {
  it.each([
    '<p onclick="a(\'{{ user.name }}\')">',
    '<p ONLOAD="{{ application.name }}">',
    '<iframe srcdoc="{{ user.name }}">',
    '<p {% if user.name %}on{% endif %}click="{{ user.name }}">',
  ])('is refused: %s', (source) => {
    expect(faultOf(source)).toContain('stands where HTML has no way to escape it');
  });

  it.each([
    '<td {% if user.name %}nowrap{% endif %} title="{{ user.name }}">',
    '<td {% if user.name %}class="a"{% endif %}title="{{ user.name }}">',
    '<td title={% if user.name %}"{{ user.name }}"{% else %}"b"{% endif %}>',
  ])('a name that is whole is none: %s', (source) => {
    expect(faultOf(source)).toBe('none');
  });

  it('no other white space parts attributes than what parts them for a browser', () => {
    expect(faultOf('<p a=b\u00a0title="{{ user.name }}">')).toContain('in a tag outside of quotes');
  });
});

describe('a value at the beginning of a URL', () => {
  it('is refused at construction, with line and column', () => {
    expect(faultOf('<a href="{{ user.app_metadata.home }}">')).toContain(
      '"reset_link.body" at line 2, column 10 lets "user.app_metadata.home" say where a URL leads;',
    );
  });

  it.each([
    '<a href=" {{ user.name }}">',
    "<img SRC='{{ user.name }}'>",
    '<form action="{{ user.name }}">',
    '<td background="{{ user.name }}">',
    '<a href="/{{ user.name }}">',
    '<a href="//{{ user.name }}">',
    '<a href="javascript:{{ user.name }}">',
    '<a href="javascript://a/%0a{{ user.name }}">',
    '<a href="https://{{ user.name }}/">',
    '<a href="https://acme.example{{ user.name }}">',
    '<a href="https://acme.example:{{ user.name }}">',
    '<a href="{{ application.callback_domain }}{{ user.name }}">',
    '<a href="{{ application.callback_domain }}&{{ user.email }}">',
    '<a href="{{ user.picture }}{{ user.name }}">',
    '<a href="{{ user.picture }}?{{ user.name }}">',
    '<a href="{% if user.name %}https://acme.example/{% endif %}{{ user.name }}">',
    '<a href="{% if user.name %}https://a.example/{% else %}{{ user.name }}{% endif %}">',
    '<a href="{{ url | append: user.name }}">',
    '{% for url in user.app_metadata.list %}<a href="{{ url }}">{% endfor %}',
    '<!--[if mso]><v:rect href="{{ user.name }}"><![endif]-->',
  ])('so is %s', (source) => {
    expect(faultOf(source)).toMatch(/ at line 2, column \d+ lets "[\w.]+" say where a URL leads;/);
  });

  it.each([
    '<a href="{{ url }}">',
    "<a href='{{ url }}&amp;name={{ user.name | url_encode }}'>",
    '<img src="{{ organization.branding.logo_url }}">',
    '<img src="{{ user.picture }}">',
    '{% if user.picture %}<img src="{{ user.picture }}">{% endif %}',
    '<a href="{{ support_url }}">',
    '<a href="{{ application.callback_domain }}">',
    '<a href="{{ application.callback_domain }}/in?as={{ user.email | url_encode }}">',
    '<a href="https://{{ custom_domain.domain }}/in?as={{ user.email }}">',
    '<a href="https://{{ tenant }}.acme.example/{{ request_language }}">',
    '<a href="mailto:{{ support_email }}?subject={{ user.name }}">',
    '<a href="mailto:{{ user.email }}">',
    '<a href="https://acme.example/{{ user.app_metadata.a }}">',
    '{% if user.name %}<a href="https://acme.example/{{ user.name }}">{% endif %}',
    '<a href="https://acme.example/{% if user.name %}{{ user.name }}{% endif %}">',
    '<a href="{% if user.name %}{{ url }}{% else %}{{ support_url }}{% endif %}">',
    '<a title="{{ user.name }}" href="{{ url }}">',
  ])('may stand there, or later: %s', (source) => {
    expect(faultOf(source)).toBe('none');
  });

  it('a notice’s link may, too', () => {
    expect(faultOf('<a href="{{ disavow_url }}">', 'password_changed')).toBe('none');
  });

  it('what the application says of each mail may not', () => {
    const options = {
      variables: { ...variables, own: { home: () => 'https://acme.example' } },
      templates: { unknown_address: { subject: 'a', body: '<a href="{{ home }}">a</a>' } },
    };
    expect(() => liquidTemplates(options)).toThrow('lets "home" say where a URL leads');
  });
});
