import type { LiquidTemplate } from 'latchkey/liquid';

/** Mails in the shape that tenants of Auth0 have them in, in words of our own. */
const PAGE = (title: string, content: string) => `<html>
  <head>
    <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
    <title>${title}</title>
    <style type="text/css">
      .ExternalClass, .ExternalClass p { line-height: 150% }
      a { color: {{ organization.branding.colors.primary | default: '#0a84ff' }}; text-decoration: none }
      @media screen and (max-width: 480px) { td { padding: 12px !important } }
    </style>
  </head>
  <body style="margin: 0; padding: 0">
    <center>
      <table style="width: 600px; font-family: Helvetica, Arial, sans-serif" bgcolor="#f7f7f7" align="center">
        <tr>
          <td style="padding: 20px;">
            {% if organization.branding.logo_url %}
            <img src="{{ organization.branding.logo_url }}" width="120" alt="{{ organization.display_name | escape }}" />
            {% endif %}
            ${content}
            <br /><br />
            <hr style="border: 1px solid #eaeef3; border-bottom: 0; margin: 20px 0;" />
            <p style="text-align: center; color: #6b757e;">
              Was it not you? Write to
              {%- if support_email %} <a href="mailto:{{ support_email }}">{{ support_email }}</a>{% else %} us{% endif %}.
            </p>
            <p>&copy; {{ 'now' | date: '%Y' }} {{ friendly_name }}&nbsp;&ndash; {{ application.name }}</p>
          </td>
        </tr>
      </table>
    </center>
  </body>
</html>
`;

export const changePasswordLink: LiquidTemplate = {
  from: '{{ application.name }} <no-reply@acme.example>',
  subject:
    "{% if request_language == 'de' %}Neues Kennwort für {{ application.name }}{% else %}A new password for {{ application.name }}{% endif %}",
  body: PAGE(
    'Password',
    `{% assign language = request_language | slice: 0, 2 %}
            {% case language %}
            {% when 'de' %}
            <h1>Kennwort zur&uuml;cksetzen</h1>
            <p>Guten Tag {{ user.name | escape }},</p>
            <p><a href="{{ url }}">Neues Kennwort w&auml;hlen</a></p>
            {% when 'es', 'pt' %}
            <h1>Restablecer la contrase&ntilde;a</h1>
            <p><a href="{{ url }}">Elegir otra</a></p>
            {% else %}
            <h1>Reset your password</h1>
            <p>Hello {{ user.given_name | default: user.name | escape }},</p>
            <p>someone asked for a new password of {{ user.email }} ({{ connection.name }}).</p>
            <p><a href="{{ url }}">Choose a new one</a></p>
            {% endcase %}`,
  ),
};

export const changePasswordCode: LiquidTemplate = {
  from: 'no-reply@acme.example',
  subject: 'Your code for {{ application.name | escape }}',
  body: PAGE(
    'Code',
    `{% comment %}The code stands alone, so that it is easily copied.{% endcomment %}
            <p>Type this into the page that asked for it:</p>
            <p style="font-size: 28px; letter-spacing: 4px;"><strong>{{ code }}</strong></p>
            {% unless user.email_verified %}<p>Your address is not confirmed.</p>{% endunless %}`,
  ),
};

export const breachAlert: LiquidTemplate = {
  subject: '{{ friendly_name }}: your password is known to others',
  body: PAGE(
    'Alert',
    `{% if user.user_metadata.lang == 'it' %}Ciao{% else %}Hello{% endif %} {{ user.nickname | escape | newline_to_br }},
            <ol>
              {% for step in user.app_metadata.steps %}<li>{{ forloop.index }}: {{ step }}</li>{% endfor %}
            </ol>
            <p><a href='{{ url }}'>Set another one</a> or see <a href="{{ support_url }}">our help</a>.</p>`,
  ),
};

/** As a tenant that never touched it has it: no From, no Subject, Outlook's comments, and the logo's URL. */
export const untouchedBreachAlert: LiquidTemplate = {
  from: '',
  subject: null,
  body: `<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml">
  <head>
    <title></title>
    <!--[if !mso]><!--><!--<![endif]-->
    <!--[if mso]><xml><o:OfficeDocumentSettings><o:AllowPNG /></o:OfficeDocumentSettings></xml><![endif]-->
  </head>
  <body style="margin: 0; background: #E3E5E7;">
    <!--[if mso | IE]><table border="0" width="600" align="center"><tr><td><![endif]-->
    <img alt="logo" height="auto" src="{{ logo_url }}" width="80" />
    <p>Another website has lost the password that you use at <strong>{{
      friendly_name
    }}</strong>.</p>
    <a href="{{ url }}" target="_blank">Change it</a>
    <p>You have an account in {{ friendly_name }}.</p>
    <!--[if mso | IE]></td></tr></table><![endif]-->
    <div itemscope itemtype="http://schema.org/EmailMessage">
      <link itemprop="target" href="{{ url }}" />
      <meta itemprop="name" content="Change my password" />
    </div>
  </body>
</html>
`,
};

export const blockedAccount: LiquidTemplate = {
  subject: 'Blocked {{ user.source_ip }}',
  body: PAGE(
    'Blocked',
    `<p>Somebody tried
            {%- if user.source_ip %} from <b>{{ user.source_ip }}</b>{% endif %}
            {%- if user.city %}, <b>{{ user.city }}</b>{% endif %}
            {%- if user.country %}, <b>{{ user.country }}</b>{% endif %}.</p>
            <p><a href="{{ url }}">It was me</a></p>`,
  ),
};

export const userInvitation: LiquidTemplate = {
  from: '{{ organization.display_name }} <no-reply@acme.example>',
  subject:
    '{{ inviter.name }} invites you to {{ organization.display_name | default: application.name }}',
  body: PAGE(
    'Invitation',
    `<p>{{ inviter.name | escape }} invites you to <b>{{ organization.display_name | escape }}</b>
            as {{ roles | map: 'name' | join: ', ' }}.</p>
            {% capture button %}<a href="{{ url }}" style="color: #fff">Accept</a>{% endcapture %}
            {{ button }}`,
  ),
};
