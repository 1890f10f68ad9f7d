// Made of letter.mjml by `npm run build:mails`. Do not edit.
import { html, type Interpolation, type Markup } from '../html.js';

interface FrameSlots {
  readonly lang: Interpolation;
  readonly direction: Interpolation;
  readonly title: Interpolation;
  readonly preheader: Interpolation;
  readonly filler: Interpolation;
  readonly start: Interpolation;
  readonly initial: Interpolation;
  readonly product: Interpolation;
  readonly heading: Interpolation;
  readonly blocks: Interpolation;
  readonly footer: Interpolation;
}

export function frame(slots: FrameSlots): Markup {
  return html`<!doctype html>
<html lang="${slots.lang}" dir="${slots.direction}" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>${slots.title}</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml></noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }</style>
<style type="text/css">
:root { color-scheme: light dark; supported-color-schemes: light dark }
a:focus-visible { outline: 3px solid #2456d6; outline-offset: 2px }
a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important }
@media (max-width: 480px) {
.card > table > tbody > tr > td { padding: 28px 23px 16px !important }
.code { font-size: 27px !important }
.action table, .action a { width: 100% !important; box-sizing: border-box !important }
}
@media (prefers-color-scheme: dark) {
.page, .page > div { background: #101217 !important }
.card, .card > table { background: #1b1e25 !important }
.card > table > tbody > tr > td, .facts th, .facts td { border-color: #2e333e !important }
.page div, .page h1, .page table, .page td { color: #eceff5 !important }
.page .quiet, .page .small, .page th, .page caption { color: #a9b2c3 !important }
.page .mark, .action a { color: #ffffff !important }
.page .link { color: #6689e2 !important }
.panel { background: #272b35 !important }
.subdued td, .subdued a { background: #1b1e25 !important; border-color: #7d8698 !important }
.subdued a { color: #eceff5 !important }
}</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no"></head>
<body class="page" style="background-color:#f3f5f9;">
<div role="main" lang="${slots.lang}" dir="${slots.direction}" style="background-color:#f3f5f9;">
<div style="display:none;max-height:0;max-width:0;overflow:hidden;font-size:1px;line-height:1px;mso-hide:all">${slots.preheader}${slots.filler}</div>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:592px;" width="592" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:592px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:${slots.direction};font-size:0px;padding:32px 16px 20px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td style="vertical-align:top;width:560px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:${slots.start};direction:${slots.direction};display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%">
<tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%">
<tbody>
<tr>
<td align="center" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif;font-size:17px;font-weight:650;line-height:1.5;text-align:center;color:#171b24;"><p style="margin: 0;"><span class="mark" aria-hidden="true" style="display: inline-block; width: 32px; margin: 0 4px; border-radius: 9px; background: #2456d6; color: #ffffff; line-height: 32px; text-align: center; font-weight: 700;">${slots.initial}</span> ${slots.product}</p></div></td></tr></tbody></table></td></tr></tbody></table></div>
<!--[if mso | IE]></td></tr></table><![endif]--></td></tr></tbody></table></div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:592px;" width="592" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:592px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:${slots.direction};font-size:0px;padding:0 16px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="card-outlook" width="592px" ><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;border-radius:16px;overflow:hidden;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;">
<tbody>
<tr>
<td style="border:1px solid #dde2eb;border-radius:16px;direction:${slots.direction};font-size:0px;padding:39px 39px 27px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td style="vertical-align:top;width:480px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:${slots.start};direction:${slots.direction};display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%">
<tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%">
<tbody>
<tr>
<td align="${slots.start}" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif;font-size:16px;line-height:1.5;text-align:${slots.start};color:#171b24;"><h1 class="heading" style="margin: 0; font-size: 24px; line-height: 1.25; font-weight: 680;">${slots.heading}</h1></div></td></tr>${slots.blocks}</tbody></table></td></tr></tbody></table></div>
<!--[if mso | IE]></td></tr></table><![endif]--></td></tr></tbody></table></div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]--></td></tr></tbody></table></div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:592px;" width="592" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:592px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:${slots.direction};font-size:0px;padding:20px 24px 40px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td style="vertical-align:top;width:544px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:${slots.start};direction:${slots.direction};display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%">
<tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%">
<tbody>${slots.footer}</tbody></table></td></tr></tbody></table></div>
<!--[if mso | IE]></td></tr></table><![endif]--></td></tr></tbody></table></div>
<!--[if mso | IE]></td></tr></table><![endif]--></div></body></html>
`;
}

interface ParagraphSlots {
  readonly start: Interpolation;
  readonly text: Interpolation;
}

export function paragraph(slots: ParagraphSlots): Markup {
  return html`<tr>
<td align="${slots.start}" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif;font-size:16px;line-height:1.5;text-align:${slots.start};color:#171b24;"><p style="margin: 0;">${slots.text}</p></div></td></tr>`;
}

interface NoteSlots {
  readonly start: Interpolation;
  readonly text: Interpolation;
}

export function note(slots: NoteSlots): Markup {
  return html`<tr>
<td align="${slots.start}" style="font-size:0px;padding:0 0 12px;word-break:break-word;">
<div style="font-family:'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif;font-size:15px;line-height:1.5;text-align:${slots.start};color:#171b24;"><p class="quiet" style="margin: 0; color: #545d6e;">${slots.text}</p></div></td></tr>`;
}

interface ButtonSlots {
  readonly start: Interpolation;
  readonly url: Interpolation;
  readonly label: Interpolation;
}

export function button(slots: ButtonSlots): Markup {
  return html`<tr>
<td align="${slots.start}" class="action" style="font-size:0px;padding:8px 0 24px;word-break:break-word;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;">
<tbody>
<tr>
<td align="center" bgcolor="#2456d6" role="presentation" style="border:none;border-radius:10px;mso-padding-alt:14px 28px;background:#2456d6;" valign="middle">
<a href="${slots.url}" style="display:inline-block;background:#2456d6;color:#ffffff;font-family:'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif;font-size:16px;font-weight:600;line-height:1.25;margin:0;text-decoration:none;padding:14px 28px;mso-padding-alt:0px;border-radius:10px;">${slots.label}</a></td></tr></tbody></table></td></tr>`;
}

interface SubduedButtonSlots {
  readonly start: Interpolation;
  readonly url: Interpolation;
  readonly label: Interpolation;
}

export function subduedButton(slots: SubduedButtonSlots): Markup {
  return html`<tr>
<td align="${slots.start}" class="action subdued" style="font-size:0px;padding:8px 0 24px;word-break:break-word;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;">
<tbody>
<tr>
<td align="center" bgcolor="#ffffff" role="presentation" style="border:1px solid #7b8494;border-radius:10px;mso-padding-alt:14px 28px;background:#ffffff;" valign="middle">
<a href="${slots.url}" style="display:inline-block;background:#ffffff;color:#171b24;font-family:'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif;font-size:16px;font-weight:600;line-height:1.25;margin:0;text-decoration:none;padding:14px 28px;mso-padding-alt:0px;border-radius:10px;">${slots.label}</a></td></tr></tbody></table></td></tr>`;
}

interface WrittenOutSlots {
  readonly start: Interpolation;
  readonly label: Interpolation;
  readonly url: Interpolation;
  readonly before: Interpolation;
  readonly host: Interpolation;
  readonly after: Interpolation;
}

export function writtenOut(slots: WrittenOutSlots): Markup {
  return html`<tr>
<td align="${slots.start}" style="font-size:0px;padding:0 0 20px;word-break:break-word;">
<div style="font-family:'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif;font-size:14px;line-height:1.5;text-align:${slots.start};color:#171b24;"><p class="small" style="margin: 0; color: #545d6e; font-size: 14px;">${slots.label}</p>
<p dir="ltr" style="margin: 0;"><a class="link" href="${slots.url}" style="color: #2456d6; text-decoration: underline;">${slots.before}<strong>${slots.host}</strong>${slots.after}</a></p></div></td></tr>`;
}

interface DigitsSlots {
  readonly text: Interpolation;
}

export function digits(slots: DigitsSlots): Markup {
  return html`<span class="digits" style="padding: 0 0.16em;">${slots.text}</span>`;
}

interface CodeSlots {
  readonly digits: Interpolation;
}

export function code(slots: CodeSlots): Markup {
  return html`<tr>
<td align="center" class="panel" style="border-radius: 10px; background: #eef1f6; font-size: 0px; padding: 18px 4px; word-break: break-word;">
<div style="font-family:'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif;font-size:16px;line-height:1.5;text-align:center;color:#171b24;"><p class="code" dir="ltr" style="margin: 0; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; font-size: 34px; font-weight: 700; line-height: 1.25;">${slots.digits}</p></div></td></tr>
<tr>
<td style="font-size:0px;word-break:break-word;">
<div style="height:20px;line-height:20px;">&#8202;</div></td></tr>`;
}

interface FactSlots {
  readonly start: Interpolation;
  readonly end: Interpolation;
  readonly label: Interpolation;
  readonly value: Interpolation;
}

export function fact(slots: FactSlots): Markup {
  return html`<tr><th scope="row" align="${slots.start}" valign="top" style="border-top: 1px solid #dde2eb; color: #545d6e; font-weight: 400; white-space: nowrap; padding: 9px 0; padding-${slots.end}: 16px;">${slots.label}</th><td align="${slots.end}" valign="top" style="padding: 9px 0; border-top: 1px solid #dde2eb; font-weight: 600; word-break: break-word;">${slots.value}</td></tr>`;
}

interface FactsSlots {
  readonly start: Interpolation;
  readonly caption: Interpolation;
  readonly rows: Interpolation;
}

export function facts(slots: FactsSlots): Markup {
  return html`<tr>
<td align="${slots.start}" class="facts" style="font-size:0px;padding:8px 0 16px;word-break:break-word;">
<table cellpadding="0" cellspacing="0" width="100%" border="0" style="color:#171b24;font-family:'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif;font-size:15px;line-height:1.5;width:100%;border:none;">
<caption align="${slots.start}" style="padding: 0 0 8px; color: #545d6e; text-align:${slots.start};">${slots.caption}</caption>${slots.rows}
</table></td></tr>`;
}

interface LinkSlots {
  readonly url: Interpolation;
  readonly shown: Interpolation;
}

export function link(slots: LinkSlots): Markup {
  return html`<a class="link" dir="ltr" href="${slots.url}" style="color: #2456d6; text-decoration: underline;">${slots.shown}</a>`;
}

interface FooterLineSlots {
  readonly text: Interpolation;
}

export function footerLine(slots: FooterLineSlots): Markup {
  return html`<tr>
<td align="center" style="font-size:0px;padding:0 0 4px;word-break:break-word;">
<div style="font-family:'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif;font-size:14px;line-height:1.5;text-align:center;color:#171b24;"><p class="small" style="margin: 0; color: #545d6e; font-size: 14px;">${slots.text}</p></div></td></tr>`;
}
