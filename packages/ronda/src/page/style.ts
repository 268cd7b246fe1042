import { createHash } from "node:crypto";

/*
 * Each colour is light, then dark; both were chosen for themselves, and all text on its ground is AA or better. Nothing
 * shouts: the one thing that is wrong is the one thing that has colour.
 */
const light = `
  --paper: #fbf9f5; --surface: #ffffff; --sand: #f4efe6; --line: #e5ded1; --line-strong: #8a8577;
  --ink: #10233b; --soft: #46566a; --sea: #0a6a70; --sea-strong: #07545a; --sea-tint: #e2f0ee; --on-sea: #ffffff;
  --ok: #1b6a3c; --ok-tint: #e3f2e7; --ok-bar: #a9cdb6; --stale: #7c4a00; --stale-tint: #fdf0d3; --stale-bar: #d9a441;
  --failed: #a5241c; --failed-tint: #fce9e6; --paused: #4d5866; --paused-tint: #eceae5;`;
const dark = `
  --paper: #0c1620; --surface: #121e2b; --sand: #182635; --line: #263748; --line-strong: #66788b;
  --ink: #e8edf2; --soft: #aab7c4; --sea: #55c6c3; --sea-strong: #7ad8d5; --sea-tint: #12313a; --on-sea: #062326;
  --ok: #74d69c; --ok-tint: #12301f; --ok-bar: #2f6b48; --stale: #f3c062; --stale-tint: #362a10; --stale-bar: #a47a2a;
  --failed: #ff9f94; --failed-tint: #411b1a; --paused: #b2bcc7; --paused-tint: #212e3b;`;

const tones = ["ok", "stale", "failed", "paused"];

/** The whole style of the page: one element, allowed by its hash. */
export const style = `
:root { color-scheme: light dark; ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; margin: 0; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; scrollbar-gutter: stable;
  font: 16px/1.55 "Plus Jakarta Sans", ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
body { max-width: 72rem; margin: 0 auto; padding: 0 1rem 4rem; }
h1, h2, h3 { line-height: 1.25; letter-spacing: -0.015em; font-weight: 800; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.125rem; margin-bottom: .75rem; } h3 { font-size: 1.0625rem; }
p, dd, li { text-wrap: pretty; overflow-wrap: anywhere; }
a { color: var(--sea); text-underline-offset: 4px; font-weight: 600; }
h1 a, h3 a, .line a { color: inherit; text-decoration: none; } h1 a:hover, h3 a:hover, .line a:hover { text-decoration: underline; }
a, b, strong, span, time, label, dd { unicode-bidi: isolate; }
code, pre, .mono { font-family: "JetBrains Mono", ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .8125rem;
  font-variant-ligatures: none; }
code { background: var(--sand); border-radius: 4px; padding: .1em .4em; color: var(--soft); overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--sea); outline-offset: 2px; border-radius: 4px; }
ul, ol { list-style: none; padding: 0; }
section { margin-top: 2.25rem; }
time { font-variant-numeric: tabular-nums; } .keep { white-space: nowrap; }
.soft { color: var(--soft); } .small { font-size: .875rem; } .strong { font-weight: 700; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.utc { color: var(--soft); font-size: .8125rem; white-space: nowrap; font-weight: 400; }

.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding: .9rem 0; margin-bottom: 1.5rem;
  border-bottom: 1px solid var(--line); }
.bar .app { font-weight: 800; color: var(--ink); text-decoration: none; display: inline-flex; align-items: center; gap: .5rem; min-height: 2.5rem; }
.bar svg { width: 1.25rem; height: 1.25rem; color: var(--sea); }
.bar nav { display: flex; gap: .25rem; } .bar nav a { text-decoration: none; padding: .45rem .7rem; border-radius: 8px; color: var(--soft); }
.bar nav a:hover { background: var(--sand); } .bar nav a[aria-current] { color: var(--ink); background: var(--sand); }
.bar .end { margin-left: auto; display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: center; font-size: .875rem; color: var(--soft);
  overflow-wrap: anywhere; }
.bar .end a { display: inline-flex; min-height: 2.5rem; align-items: center; }

.headline { display: flex; gap: .75rem; align-items: flex-start; font-size: 1.5rem; letter-spacing: -.02em; }
.headline .shape { width: 1.25rem; height: 1.25rem; margin-top: .35rem; }
.shape { flex: none; width: .625rem; height: .625rem; }
${tones.map((tone) => `.${tone} .shape, .shape.${tone} { color: var(--${tone}); }`).join(" ")}
.running .shape { color: var(--sea-strong); }
.chip { display: inline-flex; align-items: center; gap: .4rem; border-radius: 99px; padding: .2rem .6rem; font-size: .75rem;
  font-weight: 700; letter-spacing: .025em; white-space: nowrap; }
${tones.map((tone) => `.chip.${tone} { background: var(--${tone}-tint); color: var(--${tone}); }`).join(" ")}
.chip.running { background: var(--sea-tint); color: var(--sea-strong); }

.notice { border-radius: 10px; padding: .75rem 1rem; margin-top: 1rem; overflow-wrap: anywhere; white-space: pre-wrap; }
.notice.ok { background: var(--ok-tint); color: var(--ok); } .notice.failed { background: var(--failed-tint); color: var(--failed); } .notice.stale { background: var(--stale-tint); color: var(--stale); }
.notice code { background: none; color: inherit; padding: 0; font-weight: 700; }
.troubles li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; border-radius: 10px;
  padding: .75rem 1rem; margin-top: .5rem; }
.troubles .failed { background: var(--failed-tint); } .troubles .stale { background: var(--stale-tint); }
.troubles .what { display: flex; gap: .75rem; flex: 1 1 16rem; min-width: 0; } .troubles .shape { width: .75rem; height: .75rem; margin-top: .4rem; }
.troubles strong { display: block; } .troubles .failed strong { color: var(--failed); } .troubles .stale strong { color: var(--stale); }
.troubles .utc { color: inherit; }

.button { display: inline-flex; align-items: center; justify-content: center; gap: .5rem; min-height: 2.5rem; padding: .45rem .9rem; border-radius: 8px;
  border: 1px solid var(--line-strong); background: var(--surface); color: var(--ink); font: inherit; font-size: .9375rem; font-weight: 600;
  text-decoration: none; cursor: pointer; white-space: nowrap; }
.button:hover { border-color: var(--sea); color: var(--sea); }
.button.main { background: var(--sea); border-color: var(--sea); color: var(--on-sea); } .button.main:hover { background: var(--sea-strong); color: var(--on-sea); }
.button svg { width: .75rem; height: .75rem; }

.job { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .9rem 1.75rem; align-items: start; padding: 1.25rem 0; border-top: 1px solid var(--line); scroll-margin-top: 1rem; }
.job .who, .job .facts { grid-column: 1 / -1; }
.jobs { border-bottom: 1px solid var(--line); }
.job .name { display: flex; flex-wrap: wrap; gap: .35rem .75rem; align-items: center; } .job .name h3 { min-width: 0; }
.chips { display: inline-flex; flex-wrap: wrap; gap: .35rem; }
.why { display: flex; gap: .5rem; font-size: .9375rem; font-weight: 600; margin-top: .35rem; } .why .shape { margin-top: .45rem; }
.why.failed { color: var(--failed); } .why.stale { color: var(--stale); }
.facts > div { display: grid; grid-template-columns: 6.75rem minmax(0, 1fr); gap: .75rem; align-items: baseline; padding: .2rem 0; font-size: .9375rem; }
.facts dt { color: var(--soft); font-size: .875rem; } .facts dd { font-variant-numeric: tabular-nums; font-weight: 500; }
.facts.lined > div { border-top: 1px solid var(--line); padding: .5rem 0; } .facts.lined { border-bottom: 1px solid var(--line); }
.week svg { display: block; width: 100%; max-width: 15rem; height: 1.75rem; } .week p { font-size: .875rem; margin-top: .35rem; }
.week .good { fill: var(--ok-bar); } .week .bad, .bars .bad { fill: var(--failed); } .week .gone { fill: var(--stale-bar); }
.week .none { fill: none; stroke: var(--line-strong); stroke-dasharray: 3 3; } .week .mark { stroke: var(--surface); stroke-width: 2; fill: none; }
.bars { display: block; width: 100%; max-width: 30rem; height: 4rem; border-bottom: 1px solid var(--line-strong); }
.bars .good { fill: var(--ok-bar); } .bars .quiet { fill: var(--line-strong); } .bars .now { fill: var(--sea); }
.marks li { display: grid; grid-template-columns: 6.75rem minmax(0, 1fr); gap: 0 .75rem; } .marks svg { grid-column: 1 / -1; width: 100%; max-width: 30rem; height: 1.25rem; }
.marks .on-time { fill: var(--ok-bar); } .marks .failed { fill: var(--failed); } .marks .missed, .marks .late { fill: var(--stale-bar); }
.marks .skipped { fill: var(--line-strong); } .marks .running { fill: var(--sea); }
.has-errors { color: var(--failed); font-weight: 700; }

.line { border-top: 1px solid var(--line); display: grid; gap: 0 1rem; grid-template-columns: minmax(0, 1fr) auto; padding: .6rem 0; align-items: baseline; font-size: .9375rem; position: relative; }
.lines { border-bottom: 1px solid var(--line); } .line a::after { content: ""; position: absolute; inset: 0; }
.line .state { justify-self: end; } .line .at a { font-weight: 500; } .line .at { grid-row: 2; grid-column: 1; color: var(--soft); } .line .took { grid-row: 2; grid-column: 2; color: var(--soft); font-variant-numeric: tabular-nums; justify-self: end; }
.line .said { grid-column: 1 / -1; font-size: .875rem; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.line .said.failed { color: var(--failed); font-weight: 600; }
.plain li { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; border-top: 1px solid var(--line); padding: .5rem 0; font-size: .9375rem; }
.plain { border-bottom: 1px solid var(--line); }

form.filter { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1.25rem 0; } form.filter label { display: grid; gap: .25rem; font-size: .875rem; color: var(--soft); flex: 1 1 10rem; max-width: 20rem; }
select, textarea, input[type="text"], input[type="datetime-local"] { font: inherit; color: var(--ink); background: var(--surface); border: 1px solid var(--line-strong); border-radius: 8px; min-height: 2.5rem; padding: .4rem .6rem; width: 100%; }
textarea { font-family: ui-monospace, monospace; font-size: .875rem; }
.pages { display: flex; gap: .75rem; margin-top: 1rem; }
.panel { background: var(--sand); border-radius: 10px; padding: 1rem 1.25rem; } .panel form { margin-top: .75rem; display: grid; gap: .75rem; justify-items: start; }
.panel label { display: grid; gap: .25rem; font-size: .875rem; width: 100%; max-width: 32rem; } .panel .fields { display: flex; flex-wrap: wrap; gap: .75rem; width: 100%; } .panel .fields label { flex: 1 1 12rem; max-width: 16rem; }
details.panel { margin-top: 1rem; } summary { cursor: pointer; min-height: 2rem; } summary h2 { display: inline; font-size: 1rem; } .panel h2 .shape { display: inline-block; } .panel.acts { display: grid; gap: 1rem 2.5rem; } .panel.acts form { align-content: start; }
pre, .log { background: var(--sand); border-radius: 10px; padding: .75rem 1rem; }
pre, .log .text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.scroll { max-height: 32rem; overflow-y: auto; }
.log li { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 .75rem; padding: .25rem 0; border-top: 1px solid var(--line); } .log li:first-child { border-top: 0; }
.log .level { color: var(--soft); } .log .warn .level { color: var(--stale); font-weight: 700; } .log .error .level { color: var(--failed); font-weight: 700; }
.log .text { min-width: 0; grid-column: 1 / -1; }
.title { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
.crumb { display: inline-flex; min-height: 2rem; align-items: center; font-size: .875rem; }

.halves { display: grid; gap: 1.25rem 2.5rem; grid-template-columns: minmax(0, 1fr); align-items: start; } .halves > * { min-width: 0; } .halves > section, .halves > div > section:first-child { margin-top: 1rem; }

@media (min-width: 48rem) {
  h1, .headline { font-size: 1.75rem; } .headline .shape { margin-top: .5rem; }
  .job { grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr); } .job .who, .job .facts { grid-column: auto; }
  .facts.lined > div { grid-template-columns: 8rem minmax(0, 1fr); } .log .text { grid-column: auto; }
  .line { grid-template-columns: minmax(0, 16.5rem) minmax(0, 12rem) 7.5rem 5rem minmax(0, 1fr); align-items: center; }
  .line .at, .line .took { grid-row: auto; grid-column: auto; } .line .at { order: -1; } .line .state { justify-self: start; } .line .said { grid-column: auto; -webkit-line-clamp: 1; }
  .log li { grid-template-columns: 5rem 3rem minmax(0, 1fr); }
}
@media (min-width: 64rem) {
  .job { grid-template-columns: minmax(0, 1fr) minmax(0, 1.6fr) 10.5rem auto; }
  .halves { margin-top: 1rem; grid-template-columns: minmax(0, 23rem) minmax(0, 1fr); }
  .panel.acts { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .halves.even { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } .halves.wide-first { grid-template-columns: minmax(0, 1fr) minmax(0, 20rem); }
}
@media print { .bar nav, .bar .end, .button { display: none; } }
`;

/** What a policy calls the style by. */
export const styleHash = `sha256-${createHash("sha256").update(style).digest("base64")}`;
