// Puts the built harness (dist/) itself on trial: claims whose failure rate is known, judged a few thousand times.
//
//   npm run controls                  2000 runs of each, some minutes
//   npm run controls -- --runs 100    fewer
//   npm run controls -- --seed other  other draws
//
// Prints how often a sentence was wrong beside the α that bounds it, and how often each was said beside its exact chance, and exits
// with 1 where a bound is broken. That happens to a harness that keeps all of them with a chance of at most 1e-6.
import { parseArgs } from 'node:util';

const { tryControls } = await import(
  new URL('../dist/theorems/lazyTraining/knownTruths/tryControls.js', import.meta.url).href
);
const { tryConstants } = await import(
  new URL('../dist/theorems/lazyTraining/knownTruths/tryConstants.js', import.meta.url).href
);
const { clopperPearson } = await import(
  new URL('../dist/numerics/statistics/clopperPearson.js', import.meta.url).href
);

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: 'controls' },
    json: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
if (!(Number.isInteger(runs) && runs >= 1))
  throw new Error(`--runs ${values.runs}: give a whole number of at least 1`);

const FALSE_ALARM = 1e-6;
const levels = [
  // Large enough for errors to be seen,
  { alpha: { refute: 0.05, support: 0.05 }, cap: 160 },
  // and what a run takes when nothing else is asked for.
  { alpha: { refute: 1e-6, support: 1e-3 }, cap: 1000 },
];

const share = (times) => (times / runs).toFixed(4);
/** The 99 % interval of a chance that showed itself so many times. */
const interval = (times) => {
  const { lower, upper } = clopperPearson({ n: runs, kLower: times, kUpper: times, alpha: 0.01 });
  return `${lower.toFixed(4)}–${upper.toFixed(4)}`;
};

const rows = await tryControls({
  runs,
  levels,
  seed: values.seed,
  falseAlarm: FALSE_ALARM,
  whenTried: ({ control, ratio, alpha, broken }) =>
    process.stderr.write(
      `${control}, rate ${ratio}·γ, α ${alpha.refute}/${alpha.support}: ${broken.length} bounds broken\n`,
    ),
});

// Least constants that are known: a true one is excluded with chance at most α.
const constants = await tryConstants({
  runs: Math.ceil(runs / 20),
  seed: values.seed,
  alpha: { refute: 0.05, support: 0.05 },
  falseAlarm: FALSE_ALARM,
});
for (const { control, wrong, runs: of } of constants)
  process.stderr.write(`${control}: a true constant excluded in ${wrong} of ${of} runs\n`);

const header = [
  'control',
  'rate/γ',
  'γ',
  'α refute/support',
  'cap',
  'wrong',
  '99 %',
  'at most',
  'refuted',
  'exact',
  'supported',
  'exact',
  'missed',
];
const table = [
  header,
  ...rows.map(({ control, ratio, gamma, alpha, cap, wrong, wrongAtMost, said, exact, missed }) => [
    control,
    String(ratio),
    gamma.toPrecision(4),
    `${alpha.refute}/${alpha.support}`,
    String(cap),
    share(wrong),
    interval(wrong),
    String(Number(wrongAtMost.toPrecision(6))),
    share(said.refuted),
    exact === null ? '–' : exact.refuted.toFixed(4),
    share(said.supported),
    exact === null ? '–' : exact.supported.toFixed(4),
    share(missed),
  ]),
];
const widths = header.map((_, i) => Math.max(...table.map((line) => line[i].length)));
const broken = [
  ...rows.flatMap((row) => row.broken.map((sentence) => `${row.control}, rate ${row.ratio}·γ: ${sentence}`)),
  ...constants.flatMap((row) => (row.broken === null ? [] : [`${row.control}: ${row.broken}`])),
];
if (values.json)
  process.stdout.write(
    `${JSON.stringify({ schema: 'lakatos/controls@1', falseAlarm: FALSE_ALARM, rows, constants }, null, 2)}\n`,
  );
else {
  const line = (cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  process.stdout.write(`${runs} runs of each control\n\n${table.map(line).join('\n')}\n\n`);
  for (const { control, runs: of, wrong, wrongAtMost, narrowed, middle } of constants)
    process.stdout.write(
      `${control}: wrong in ${wrong} of ${of} (at most ${wrongAtMost} of them), narrowed in ${narrowed}, in the middle to ${middle ?? '–'}\n`,
    );
  process.stdout.write('\n');
  for (const sentence of broken) process.stdout.write(`BROKEN: ${sentence}\n`);
  process.stdout.write(
    broken.length === 0
      ? `No bound is broken. A harness that keeps them all is called broken with a chance of at most ${FALSE_ALARM}.\n`
      : `${broken.length} bounds are broken; a harness that keeps them all is called so with a chance of at most ${FALSE_ALARM}.\n`,
  );
}
process.exitCode = broken.length === 0 ? 0 : 1;
