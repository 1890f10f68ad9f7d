import { inkOn, readableOn } from './accent.js';

const LIGHT_CARD = '#ffffff';
const DARK_CARD = '#1b1e25';

/** The pages' one stylesheet: system fonts, no images, light and dark by the person's choice. */
export function stylesheet(accent: string): string {
  return `:root {
  color-scheme: light dark;
  --ground: #f3f5f9; --card: ${LIGHT_CARD}; --edge: #dde2eb; --field: #ffffff; --field-edge: #7b8494;
  --text: #171b24; --muted: #545d6e; --accent: ${accent}; --on-accent: ${inkOn(accent)};
  --link: ${readableOn(accent, LIGHT_CARD)}; --bad: #b3261e; --bad-ground: #fdf1f0; --good: #146c43; --good-ground: #e7f5ee;
  --note-ground: #eef1f6; --shadow: 0 1px 2px rgb(16 24 40 / 6%), 0 12px 32px -8px rgb(16 24 40 / 14%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #101217; --card: ${DARK_CARD}; --edge: #2e333e; --field: #12151b; --field-edge: #7d8698;
    --text: #eceff5; --muted: #a9b2c3; --link: ${readableOn(accent, DARK_CARD)};
    --bad: #ffb4ab; --bad-ground: #3a1f1f; --good: #7ddaa8; --good-ground: #16301f; --note-ground: #272b35;
    --shadow: none;
  }
}
*, *::before, *::after { box-sizing: border-box; }
/* Letters that join, and those that need no gaps, are left as they are drawn. */
:is([dir=rtl], :lang(ja)) :is(h1, .brand) { letter-spacing: 0; }
:lang(ja) h1 { word-break: auto-phrase; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column; align-items: center;
  padding: clamp(24px, 9vh, 96px) 16px 48px; background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
header { margin-bottom: 24px; max-width: 100%; }
.brand { display: inline-flex; align-items: center; gap: 10px; font-weight: 650; font-size: 1.0625rem; letter-spacing: -.01em; overflow-wrap: anywhere; }
.mark {
  flex: none; display: inline-grid; place-items: center; width: 32px; height: 32px; border-radius: 9px;
  background: var(--accent); color: var(--on-accent); font-weight: 700;
}
.logo { flex: none; display: block; max-width: min(100%, 240px); max-height: 48px; height: auto; }
main { width: 100%; max-width: 432px; }
.card {
  background: var(--card); border: 1px solid var(--edge); border-radius: 16px;
  box-shadow: var(--shadow); padding: clamp(24px, 6vw, 40px);
}
h1 { margin: 0 0 8px; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.02em; font-weight: 680; text-wrap: balance; }
h2 { margin: 24px 0 8px; font-size: 1rem; line-height: 1.4; font-weight: 640; }
p { margin: 0; }
.lead { color: var(--muted); margin-bottom: 24px; overflow-wrap: anywhere; }
.lead p + p { margin-top: 8px; }
.lead + .lead { margin-top: -16px; }
.card > .lead:last-child, .card > :last-child { margin-bottom: 0; }
a { color: var(--link); text-underline-offset: .18em; }
.field { margin-bottom: 20px; }
label { display: block; margin-bottom: 6px; font-weight: 600; font-size: .9375rem; }
input:not([type=hidden]) {
  display: block; width: 100%; min-height: 48px; padding: 10px 14px; font: inherit; color: inherit;
  background: var(--field); border: 1px solid var(--field-edge); border-radius: 10px;
  /* What is typed runs in its own direction, and the field stays where the page has it. */
  unicode-bidi: plaintext;
}
input[aria-invalid=true] { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
input:not([type=hidden]):focus-visible { outline-offset: 0; outline-width: 2px; border-color: var(--link); }
.with-switch { display: flex; align-items: center; background: var(--field); border: 1px solid var(--field-edge); border-radius: 10px; }
.with-switch input:not([type=hidden]) { flex: 1; min-width: 0; min-height: 46px; border: 0; background: none; box-shadow: none; border-radius: 9px; }
.with-switch:has([aria-invalid=true]) { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
@supports selector(:has(a)) {
  .with-switch:has(input:focus-visible) { outline: 2px solid var(--link); border-color: var(--link); }
  .with-switch input:not([type=hidden]):focus-visible { outline: 0; }
}
.switch {
  flex: none; min-width: 60px; height: 36px; margin-inline-end: 5px; padding: 0 10px; border: 0; border-radius: 7px;
  background: transparent; color: var(--link); font: inherit; font-size: .875rem; font-weight: 600; cursor: pointer;
}
.switch:hover { background: var(--note-ground); }
.button {
  display: flex; align-items: center; justify-content: center; width: 100%; min-height: 48px; padding: 10px 20px;
  border: 1px solid transparent; border-radius: 10px; background: var(--accent); color: var(--on-accent);
  font: inherit; font-weight: 640; text-align: center; text-decoration: none; cursor: pointer;
}
.button:hover { filter: brightness(1.08); }
.button:active { filter: brightness(.94); }
.button.quiet { background: transparent; color: var(--text); border-color: var(--field-edge); }
.button.quiet:hover { background: var(--note-ground); filter: none; }
.button[aria-disabled=true] { cursor: progress; opacity: .85; }
.actions { margin-top: 24px; }
.aside { margin-top: 20px; text-align: center; font-size: .9375rem; }
.fault p + p { margin-top: 4px; }
.fault { margin-bottom: 6px; color: var(--bad); font-size: .9375rem; font-weight: 550; }
.summary { margin-bottom: 24px; padding: 14px 16px; border: 1px solid var(--bad); border-inline-start-width: 5px; border-radius: 10px; background: var(--bad-ground); }
.summary:focus-visible { outline-color: var(--bad); outline-width: 2px; }
h1 + form, h1 + .summary { margin-top: 20px; }
.summary h2 { margin: 0 0 4px; }
.summary ul { margin: 0; padding: 0; list-style: none; }
.summary li + li { margin-top: 6px; }
.summary a { color: var(--bad); font-weight: 550; }
.rules { margin: -6px 0 24px; color: var(--muted); font-size: .9375rem; }
.rules ul { list-style: none; margin: 6px 0 0; padding: 0; display: grid; gap: 4px; }
.rules li { position: relative; padding-inline-start: 26px; }
.rules li::before {
  content: ""; position: absolute; inset-inline-start: 2px; top: .3em; width: 14px; height: 14px; border-radius: 50%; border: 1.5px solid var(--field-edge);
}
.rules li:not([data-live])::before { width: 6px; height: 6px; inset-inline-start: 6px; top: .52em; border: 0; background: var(--field-edge); }
.rules li.met { color: var(--good); }
.rules li.met::before { border-color: var(--good); background: var(--good); }
.rules li.met::after {
  content: ""; position: absolute; inset-inline-start: 6.5px; top: calc(.3em + 2.5px); width: 4.5px; height: 7.5px;
  border: solid var(--card); border-width: 0 1.8px 1.8px 0; transform: rotate(45deg);
}
.plain { margin: 0; padding-inline-start: 20px; color: var(--muted); }
.steps { margin-bottom: 24px; }
.steps li + li { margin-top: 6px; }
.badge { display: grid; place-items: center; width: 48px; height: 48px; margin-bottom: 20px; border-radius: 50%; font-size: 1.375rem; font-weight: 700; line-height: 1; }
.badge.good { background: var(--good-ground); color: var(--good); }
.badge.note { background: var(--note-ground); color: var(--muted); }
.choice { display: flex; align-items: baseline; gap: 10px; margin: 8px 0; font-weight: 400; }
.choice input:not([type=hidden]) { flex: none; width: 18px; min-height: 18px; height: 18px; margin: 0; padding: 0; translate: 0 3px; accent-color: var(--link); }
fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; font-size: .9375rem; }
.notice { margin: 20px 0 24px; padding: 14px 16px; border-radius: 10px; background: var(--good-ground); color: var(--good); font-weight: 550; }
.notice .field { margin: 14px 0; color: var(--text); font-weight: 400; }
.facts { margin: 0; }
.facts div { display: flex; flex-wrap: wrap; gap: 0 16px; justify-content: space-between; padding: 8px 0; border-top: 1px solid var(--edge); font-size: .9375rem; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; max-width: 100%; font-weight: 550; overflow-wrap: anywhere; }
.choose { margin-top: 12px; }
.choose .button { flex-wrap: wrap; gap: 0 12px; overflow-wrap: anywhere; }
.danger { margin: 28px 0; padding: 16px 18px 4px; border: 1px solid var(--bad); border-inline-start-width: 5px; border-radius: 10px; }
.danger > .lead { margin-bottom: 14px; }
.danger > .lead + .lead { margin-top: 0; }
details { border-top: 1px solid var(--edge); }
summary { padding: 12px 0; cursor: pointer; }
summary h2 { display: inline; margin: 0; }
details form { padding: 8px 0 20px; }
.risky { background: var(--bad); color: var(--card); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 400px) { .card { border-radius: 14px; } body { padding-top: 24px; } }
@media (forced-colors: active) { .button, .card, .switch { border: 1px solid; } }
@media print { .switch { display: none; } }
`;
}
