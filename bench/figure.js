const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);

const { exhibitHtml } = await built('reporters/html/exhibits/exhibit.js');
const { style } = await built('reporters/html/style.js');

const LABELS = { d: 'd', m: 'm', threads: 'threads', trials: 'trials' };

/** One figure for each axis: cost against it, both in logarithms, a series for each claim. */
const figureOf = (axis, rows) => ({
  kind: 'curves',
  title: `Cost against ${LABELS[axis]}`,
  x: { label: LABELS[axis], scale: 'log' },
  y: { label: axis === 'threads' ? 'wall ms a trial' : 'CPU ms', scale: 'log' },
  series: rows.map(({ claim, points, slope }) => ({
    name: `${claim}, slope ${slope.toFixed(2)}`,
    points: points.map(({ at, wall, cpu }) => ({
      x: at,
      y: axis === 'threads' ? wall : cpu,
      lower: null,
      upper: null,
    })),
  })),
  lines: [],
  bars: null,
});

/** The growth of cost as a page of log-log figures. */
export const benchPage = ({ growth, machine, load }) => {
  const axes = Object.keys(LABELS).filter((axis) => growth.some(({ against }) => against === axis));
  const figures = axes.map((axis) =>
    exhibitHtml(
      figureOf(
        axis,
        growth.filter(({ against }) => against === axis),
      ),
      `growth-${axis}`,
    ),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>lakatos: growth of cost</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Growth of cost</h1>
<p>${machine.cores} × ${machine.cpu}, Node ${machine.node}; load ${load.before} before and ${load.after} after.</p>
${figures.map(({ markup }) => markup).join('\n')}
</main>
</body>
</html>
`;
};
