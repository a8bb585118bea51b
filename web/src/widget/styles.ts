/** How the chat looks; adopted by its shadow root, so no policy of a shop's page has to allow it. */

export const STYLES = `
:host {
  --back: #ffffff; --text: #16191f; --quiet: #545b64; --line: #d5dbdb; --accent: #0b5cad;
  --on-accent: #ffffff; --theirs: #f0f2f4; --bad: #b0160b;
  position: fixed; inset-block-end: 20px; inset-inline-end: 20px; z-index: 2147483000;
  font: 15px/1.45 system-ui, sans-serif; color: var(--text); color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  :host(:not([theme=light])) {
    --back: #161d26; --text: #e9ebed; --quiet: #b6bec9; --line: #414d5c; --accent: #539fe5;
    --on-accent: #0f1b2a; --theirs: #2a3440; --bad: #ff8d85; color-scheme: dark;
  }
}
:host([theme=dark]) {
  --back: #161d26; --text: #e9ebed; --quiet: #b6bec9; --line: #414d5c; --accent: #539fe5;
  --on-accent: #0f1b2a; --theirs: #2a3440; --bad: #ff8d85; color-scheme: dark;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
button, input, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
svg { inline-size: 22px; block-size: 22px; fill: none; stroke: currentColor; stroke-width: 2;
  stroke-linejoin: round; stroke-linecap: round; display: block; }
.launcher { position: relative; display: grid; place-items: center; inline-size: 60px;
  block-size: 60px; border: 0; border-radius: 50%; background: var(--accent);
  color: var(--on-accent); box-shadow: 0 4px 16px rgb(0 0 0 / .3); margin-inline-start: auto; }
.launcher svg { inline-size: 28px; block-size: 28px; }
.badge { position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-inline-size: 22px;
  padding: 0 6px; border-radius: 11px; background: #b0160b; color: #fff; font-size: 13px; }
.panel { display: flex; flex-direction: column; inline-size: 370px; max-inline-size: calc(100vw - 40px);
  block-size: 560px; max-block-size: calc(100vh - 40px); border: 1px solid var(--line);
  border-radius: 12px; background: var(--back); box-shadow: 0 8px 32px rgb(0 0 0 / .3); overflow: hidden; }
.head { display: flex; align-items: center; gap: 8px; padding: 10px 14px; background: var(--accent);
  color: var(--on-accent); }
.head h2 { flex: 1; margin: 0; font-size: 16px; }
.plain { border: 0; background: transparent; padding: 6px; border-radius: 6px; }
.head .plain:focus-visible { outline-color: currentColor; }
.body { flex: 1; overflow-y: auto; padding: 14px; display: flex; flex-direction: column; gap: 10px; }
form.begin { display: flex; flex-direction: column; gap: 12px; }
label { display: flex; flex-direction: column; gap: 4px; font-weight: 600; }
input, textarea { padding: 8px 10px; border: 1px solid var(--quiet); border-radius: 6px;
  background: var(--back); font-weight: 400; inline-size: 100%; resize: none; }
.main { border: 0; border-radius: 20px; padding: 9px 18px; background: var(--accent);
  color: var(--on-accent); font-weight: 600; }
.second { border: 1px solid var(--accent); border-radius: 20px; padding: 7px 16px;
  background: transparent; color: var(--accent); font-weight: 600; }
.main:disabled { opacity: .6; cursor: default; }
.said { max-inline-size: 85%; align-self: flex-start; }
.said.mine { align-self: flex-end; text-align: end; }
.bubble { display: inline-block; text-align: start; padding: 8px 12px; border-radius: 12px;
  background: var(--theirs); white-space: pre-wrap; overflow-wrap: anywhere; }
.mine .bubble { background: var(--accent); color: var(--on-accent); }
.small { font-size: 12.5px; color: var(--quiet); }
.notice { align-self: center; text-align: center; }
.bad { color: var(--bad); margin: 0; }
.file { border: 1px solid currentColor; border-radius: 6px; background: transparent; padding: 4px 8px; }
.state { min-block-size: 20px; padding: 0 14px; }
.compose { display: flex; align-items: end; gap: 6px; padding: 10px; border-block-start: 1px solid var(--line); }
.compose textarea { max-block-size: 110px; }
.foot { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding: 10px 14px;
  border-block-start: 1px solid var(--line); }
.foot span { flex: 1; }
@media (max-width: 480px) {
  :host([open]) { inset: 0; }
  .panel { inline-size: 100vw; max-inline-size: none; block-size: 100%; max-block-size: none;
    border: 0; border-radius: 0; }
}
@media (prefers-reduced-motion: no-preference) { .launcher { transition: transform .15s; }
  .launcher:hover { transform: scale(1.05); } }
`;
