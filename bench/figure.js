const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);

const { figureBlocks } = await built('render/document/figures.js');
const { blocksHtml } = await built('render/html/blocks.js');
const { style } = await built('render/html/style.js');

const LABELS = { d: 'd', m: 'm', threads: 'threads', trials: 'trials' };
const COSTS = {
  d: 'CPU ms a trial',
  m: 'CPU ms a trial',
  threads: 'Wall ms a trial',
  trials: 'CPU ms for all',
};

/** What stays the same along a series. */
const fixed = (row, axis) =>
  ['d', 'm', 'C0']
    .filter((name) => name !== axis && row[name] !== undefined)
    .map((name) => `${name}\u00a0=\u00a0${row[name].toLocaleString('en')}`)
    .join(', ');

const signed = (value) => value.toFixed(2).replace('-', '−');

/** One figure for each axis: cost against it, both in logarithms, a series for each claim. */
const figureOf = (axis, rows) => ({
  kind: 'curves',
  title: `Cost against ${LABELS[axis]}`,
  x: { label: LABELS[axis], scale: 'log' },
  y: { label: COSTS[axis], scale: 'log' },
  series: rows.map((row) => ({
    name: `${row.claim} at ${fixed(row, axis)}: slope ${signed(row.slope)}`,
    points: row.points.map(({ at, wall, cpu }) => ({
      x: at,
      y: axis === 'threads' ? wall : cpu,
      lower: null,
      upper: null,
    })),
  })),
  lines: [],
  bars: null,
});

const ownStyle = `
main { max-width: 70rem; margin: 0 auto; padding: 2rem clamp(1rem, 4vw, 3rem) 4rem; }
.growth { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 0 3rem; }
.growth section { display: grid; grid-template: auto 1fr auto / minmax(0, 1fr); }
`;

/** The growth of cost as a page of log-log figures. */
export const benchPage = ({ growth, machine, load }) => {
  const axes = Object.keys(LABELS).filter((axis) => growth.some(({ against }) => against === axis));
  const figures = axes.map((axis) =>
    blocksHtml(
      figureBlocks(
        figureOf(
          axis,
          growth.filter(({ against }) => against === axis),
        ),
        `growth-${axis}`,
      ),
    ),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>lakatos: growth of cost</title>
<style>${style}${ownStyle}</style>
</head>
<body>
<main>
<h1>Growth of cost</h1>
<p>What trials cost as one thing grows, in logarithms: a slope of 1 is twice the cost for twice as much. ${machine.cores} × ${machine.cpu}, Node ${machine.node}; load ${load.before} before and ${load.after} after.</p>
<div class="growth">
${figures.map(({ markup }) => `<section>${markup}</section>`).join('\n')}
</div>
</main>
</body>
</html>
`;
};
