import { claimVerdicts } from '../../core/judge/verdict.ts';
import { glyph, tone } from '../words.ts';

/** A verdict as a tag: its word in the color of its tone, behind its glyph, which no screen reader reads. */
const verdictStyle = [
  'b[class] { display: inline-block; white-space: nowrap; font: 600 .86rem/1.5 var(--plain); padding: .05em .6em; border-radius: .3em; }',
  ...claimVerdicts.map((verdict) => {
    const color = `--${tone[verdict]}`;
    return `.${verdict} { color: var(${color}); background: var(${color}-back); }\n.${verdict}::before { content: '${glyph[verdict]} '; content: '${glyph[verdict]} ' / ''; }`;
  }),
].join('\n');

/** Columns whose numbers stand on the right, by the classes that a table has for them. */
const numbers = Array.from({ length: 16 }, (_, i) => {
  const column = `.n${i + 1} tr > :nth-child(${i + 1})`;
  return `${column} { text-align: right; overflow-wrap: normal; }\ntd:nth-child(${i + 1}) { --label: var(--c${i + 1}); }`;
}).join('\n');

/** Below which width of the page a table of few, some, many or most columns is stacked, each value behind the name of its column. */
const narrow = { few: '24rem', some: '44rem', many: '62rem', most: '92rem' } as const;

const stacked = Object.entries(narrow)
  .map(
    ([name, width]) => `@media screen and (max-width: ${width}) {
  .${name}, .${name} tbody, .${name} tr, .${name} caption { display: block; }
  .${name} thead { position: absolute; left: -100vw; }
  .${name} th, .${name} td { display: block; text-align: left !important; border: 0; padding: .1rem 0; }
  .${name} th { font-weight: 600; padding-top: .6rem; }
  .${name} td { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 0 .8rem; }
  .${name} td > * { grid-column: 2; justify-self: start; }
  .${name} td::before { content: var(--label); color: var(--soft); font-weight: 400; font-size: .85em; text-align: left; }
  .${name}.grid td { padding: .25rem .6rem; margin: .15rem 0; }
  .${name} tr { border-bottom: 1px solid var(--rule); padding-bottom: .5rem; }
}`,
  )
  .join('\n');

/** The style of the page: text first, two hues (blue for a claim, orange against it), no font from the network. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fcfbf8; --ink: #22252a; --soft: #5d626b; --rule: #dedad2; --faint: #f3f1ec;
  --for: #0b5394; --for-back: #e3edf8; --against: #9a4300; --against-back: #fbe9d9; --neither: #50555e; --neither-back: #eceae5;
  --series-1: #0b5394; --series-2: #9a4300; --series-3: #2f6b2f; --series-4: #7a3b86; --series-5: #6b5a00; --series-6: #3f4650;
  --text: Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", "Source Serif 4", "DejaVu Serif", Georgia, serif;
  --plain: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171b; --ink: #e4e1da; --soft: #a2a5ab; --rule: #34373d; --faint: #1d2025;
    --for: #8fc1f7; --for-back: #1a2c41; --against: #ffb072; --against-back: #3a2717; --neither: #bfc1c6; --neither-back: #2a2d33;
    --series-1: #8fc1f7; --series-2: #ffb072; --series-3: #93d193; --series-4: #d9a5e6; --series-5: #e3cf6a; --series-6: #c9ccd2;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 var(--text); }
.layout { max-width: 92rem; margin: 0 auto; padding: 0 clamp(1.1rem, 4vw, 3.5rem) 6rem; }
main { min-width: 0; outline: none; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--paper); color: var(--ink); z-index: 2; }
a { color: inherit; text-decoration-color: var(--soft); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--for); outline-offset: 3px; border-radius: 2px; }
h1, h2, h3, h4 { line-height: 1.2; font-weight: 600; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font: 600 .95rem/1.3 var(--plain); color: var(--soft); margin: 0 0 .5rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 1rem; padding-top: .9rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.3rem; margin: 0; }
h4 { font: 600 .95rem/1.3 var(--plain); margin: 2.2rem 0 .7rem; }
p, dl, ul { margin: .8em 0; }
p, dd, li { max-width: 44rem; overflow-wrap: break-word; }
small { font-size: .82em; color: var(--soft); }
code { font: .86em/1.5 var(--mono); overflow-wrap: anywhere; }
.title { padding-top: clamp(1rem, 2.5vw, 2rem); }
.lead { font-size: 1.4rem; line-height: 1.35; max-width: 52rem; margin: 0 0 .7rem; text-wrap: pretty; }
.title + * { margin-top: 0; }
main > section:first-child > h2 { position: absolute; left: -100vw; }
.calm, .certainty { color: var(--soft); }
.notice { border-left: 3px solid var(--against); padding: .1rem 0 .1rem 1.1rem; margin: 1.4rem 0; }
.notice ul { list-style: none; padding: 0; margin: .4em 0; }
.notice p { margin: .4em 0; }
.provenance { display: flex; flex-wrap: wrap; gap: .8rem 2.2rem; margin: 2rem 0 0; font-family: var(--plain); font-size: .88rem; }
.provenance dt { color: var(--soft); }
.provenance dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
${verdictStyle}
.reading { font: 400 .92rem/1.3 var(--plain); color: var(--soft); }
.source { margin: 0 0 .3rem; color: var(--soft); }
.finding { padding: 0 0 1.2rem; margin: 0 0 1.6rem; max-width: 48rem; }
.finding + .finding { border-top: 1px solid var(--rule); padding-top: 1.6rem; }
.finding h3 { margin-bottom: .5rem; }
.finding h3 b { margin-right: .35rem; vertical-align: .12em; }
.command { max-width: 48rem; padding: .7rem .9rem; background: var(--faint); border-radius: .4rem; margin: 1rem 0; }
.command p { margin: 0; max-width: none; }
.works { color: var(--soft); margin: 0 0 1.2rem; }
.works cite { color: var(--ink); }
.summary { font-size: 1.1rem; }
.command + .summary { margin-top: 2.2rem; }
.facts { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: .35rem 1rem; margin: 1rem 0; font: .92rem/1.5 var(--plain); }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
.filter { font: .92rem/1.5 var(--plain); display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: baseline; margin: 0 0 2.6rem; max-width: none; }
.filter[hidden] { display: none; }
.filter input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: .35rem; padding: .3rem .6rem; width: min(22rem, 100%); }
.filter input::placeholder { color: var(--soft); opacity: 1; }
.filter span { color: var(--soft); }
.words { margin: 1.6rem 0; }
.words > div { display: grid; grid-template-columns: 8.5rem minmax(0, 44rem); gap: 0 1rem; margin-bottom: .9rem; align-items: baseline; }
.words dt, .words dd { margin: 0; }
.claim { margin: 0 0 1.2rem; }
.claim + .claim { padding-top: 1.2rem; border-top: 1px solid var(--rule); }
.standing { margin: .6rem 0 0; font: .92rem/1.5 var(--plain); color: var(--soft); }
.standing b { margin-right: .4rem; }
.says { font-size: 1.15rem; line-height: 1.5; }
.says::first-letter { text-transform: uppercase; }
.statement { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .3rem 1rem; margin: 1.4rem 0; }
.statement dt { grid-column: 1; color: var(--soft); font-family: var(--plain); font-size: .9rem; line-height: 1.7rem; }
.statement dd { grid-column: 2; margin: 0; max-width: none; }
.statement dd:not(.conclusion) { max-width: 44rem; }
.statement .scroll { margin: 0; overflow-y: hidden; }
.conclusion { font-size: 1.15em; }
.conclusion .scroll { padding: .5rem 0 .8rem; }
math { font-family: "Cambria Math", "STIX Two Math", "Latin Modern Math", "Noto Sans Math", "DejaVu Math TeX Gyre", math; font-size: 1.05em; math-style: normal; }
math[display] { display: block math; width: max-content; text-align: left; }
.scroll { overflow-x: auto; margin: 0 0 1.4rem; max-width: 100%; }
.grids { display: flex; flex-wrap: wrap; gap: .4rem 3rem; align-items: flex-start; }
h4 code { font: inherit; }
.key { color: var(--soft); font: .88rem/1.5 var(--plain); margin: 0 0 1rem; max-width: 52rem; }
.key code { font-size: .95em; }
.swatch { font-size: 1.05em; }
.examined { margin: 1.6rem 0 2.4rem; }
.examined + .examined { border-top: 1px solid var(--rule); padding-top: 1.2rem; }
.examined table { margin-top: 1.2rem; }
.sheet { image-rendering: pixelated; max-width: 100%; height: auto; }
.panels { display: flex; flex-wrap: wrap; gap: 1.4rem 2.2rem; align-items: flex-start; }
.panel { margin: 0; min-width: 0; max-width: 100%; }
.panels > .panel { flex: 1 1 21rem; max-width: 33rem; }
.panels svg { width: 100%; }
.panel svg { fill: currentColor; text-anchor: middle; display: block; max-width: 100%; height: auto; font: 11px var(--plain); font-variant-numeric: tabular-nums; overflow: visible; }
figcaption { font: 600 .85rem/1.4 var(--plain); color: var(--soft); margin: 0 0 .45rem; max-width: 22rem; }
details { margin: 1.2rem 0; }
summary { font: .9rem/1.5 var(--plain); color: var(--soft); cursor: pointer; padding: .2rem 0; }
details[open] > summary { margin-bottom: .8rem; }
table { border-collapse: collapse; font: .9rem/1.45 var(--plain); font-variant-numeric: tabular-nums; max-width: 100%; margin: 0 0 1.4rem; }
caption { text-align: left; color: var(--soft); padding: 0 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem .9rem .55rem 0; border-bottom: 1px solid var(--rule); font-weight: 400; overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: .2rem; }
thead th { color: var(--soft); vertical-align: bottom; border-bottom-color: var(--soft); font-size: .85rem; line-height: 1.35; }
td small, th small { display: block; }
.grid { border-collapse: separate; border-spacing: 4px; }
.grid th { border: 0; padding: .3rem .7rem .3rem 0; overflow-wrap: normal; }
.grid td { border: 0; border-radius: .4rem; padding: .4rem .6rem; min-width: 6.2rem; text-align: center; overflow-wrap: normal; }
.grid td:has(.supported) { background: var(--for-back); }
.grid td:has(.refuted, .narrowed) { background: var(--against-back); }
.grid td:has(.consistent, .undecided, .vacuous) { background: var(--neither-back); }
.grid td.outside { background: none; outline: 1px dashed var(--soft); outline-offset: -2px; }
.grid td.none { color: var(--soft); }
.grid td small { color: inherit; }
.grid b[class] { background: none; padding: 0; }
.grid a { text-decoration: none; }
.grid a:hover { text-decoration: underline; }
.odd { color: var(--against); font-weight: 600; }
.details { width: 100%; }
.details td small, .details th small { line-height: 1.4; }
.details code { font-size: .95em; }
${numbers}
tbody tr:last-child > * { border-bottom: 0; }
tr:target > * { background: var(--faint); }
.overview { font: .875rem/1.35 var(--plain); font-variant-numeric: tabular-nums; margin-top: 1rem; }
.overview .heads, .row > summary { display: grid; grid-template-columns: 7.4rem minmax(0, 1fr) minmax(0, 16rem) 15rem 3.6rem; gap: .2rem 1rem; align-items: start; }
.overview .heads { position: sticky; top: 0; background: var(--paper); margin: 0; max-width: none; color: var(--soft); font-size: .82rem; padding: .3rem .5rem; border-bottom: 1px solid var(--soft); }
.overview .work { font: 600 .85rem/1.3 var(--plain); color: var(--soft); margin: 1.1rem .5rem .2rem; }
.row { margin: 0; border-bottom: 1px solid var(--rule); }
.row[hidden] { display: none; }
.row > summary { font: inherit; color: inherit; padding: .4rem .5rem; list-style: none; }
.row > summary::-webkit-details-marker { display: none; }
.row > summary:hover, .row[open] > summary { background: var(--faint); }
.row small { display: block; line-height: 1.35; }
.row .what b { padding-left: 0; background: none; }
.row .says { line-height: 1.4; font-size: .92rem; overflow-wrap: anywhere; }
.row .says::first-letter { text-transform: none; }
.row .needs { font-size: .82rem; overflow-wrap: anywhere; }
.row .needs > code { display: block; }
.row .error { text-align: right; white-space: nowrap; color: var(--soft); }
.row .opened { padding: .2rem .5rem 1.2rem calc(7.6rem + 1.5rem); font: 1rem/1.55 var(--text); }
.strip { display: flex; gap: .4rem; align-items: baseline; margin-bottom: 1px; }
.strip small { flex: 0 0 auto; min-width: 3.6rem; max-width: 7rem; }
.strip > span { display: flex; flex-wrap: wrap; gap: 1px; }
.strip i { font: 600 .68rem/1.05rem var(--mono); letter-spacing: .28rem; padding-left: .28rem; border-radius: 2px; overflow-wrap: anywhere; }
.strip .for { color: var(--for); background: var(--for-back); }
.strip .against { color: var(--against); background: var(--against-back); }
.strip .neither { color: var(--neither); background: var(--neither-back); }
.strip .outside { color: var(--soft); outline: 1px dashed var(--rule); outline-offset: -1px; }
.whole > summary { font-weight: 600; }
nav { font: .85rem/1.45 var(--plain); }
nav ul { list-style: none; padding: 0; margin: .2rem 0 0; display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; }
nav li { color: var(--soft); }
@media (max-width: 60rem) {
  .overview .heads { display: none; }
  .row > summary { grid-template-columns: 6.6rem minmax(0, 1fr) 3.4rem; }
  .row .needs, .row .cells { grid-column: 2 / -1; }
  .row .error { grid-column: 3; grid-row: 1; }
  .row .opened { padding-left: .5rem; }
}
@media (max-width: 40rem) {
  body { font-size: 1rem; }
  .lead { font-size: 1.15rem; }
  .words > div, .statement, .facts { grid-template-columns: minmax(0, 1fr); }
  .facts { gap: 0; }
  .facts dd { margin-bottom: .5rem; }
  .statement dd { grid-column: 1; }
  .finding h3 b { display: table; margin-bottom: .4rem; }
  .words dt { margin-bottom: .2rem; }
}
${stacked}
@media print {
  @page { size: A4 landscape; margin: 14mm; }
  :root { --paper: #fff; --ink: #000; --soft: #444; --rule: #ccc; --faint: #f4f4f4; --for: #0b5394; --against: #9a4300; --neither: #333; }
  html { font-size: 8.5pt; }
  nav, .skip, .filter { display: none; }
  details::details-content { content-visibility: visible; display: block; }
  .row:not([data-words]) .opened { display: none; }
  .layout { display: block; max-width: none; padding: 0; }
  .title { padding-top: 0; }
  h2 { margin-top: 3rem; }
  .claim { margin-bottom: 3rem; }
  .scroll { overflow: visible; }
  b[class] { background: none !important; padding: 0; }
  .command { border: 1px solid var(--rule); }
  .panels { gap: .9rem 1.4rem; }
  .panel svg { width: 82mm; }
  h2, h3, h4, .key, caption { break-after: avoid; }
  tr, .facts, .command, .statement, .panel { break-inside: avoid; }
  thead { display: table-header-group; break-after: avoid; }
}
`;
