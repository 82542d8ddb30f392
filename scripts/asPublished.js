// Trains as the published programs of Section 5 do, beside what those programs print when they are run.
//
//   node scripts/asPublished.js MNIST              plain training at d = 25 and 100, three seeds each
//   node scripts/asPublished.js MNIST --epochs 12  and adversarial training at d = 49, so many epochs of it
//
// MNIST is a folder with its files, dist/ is built, LAKATOS_ENGINES names the faster engine where there is one. The programs draw from
// another generator, so that seeds agree in their spread and not one by one. Exits with 1 where a mean of ours is farther from the mean of
// theirs than four standard errors of the difference of two means of three.
import { parseArgs } from 'node:util';

const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);
const { rootOf } = await built('numerics/random/root.js');
const { openLaboratory } = await built('theorems/lazyTraining/figures/laboratory.js');
const { publishedAdversarial, publishedDescent } = await built(
  'theorems/lazyTraining/figures/figures/settings.js',
);
const { lazyRuns } = await built('theorems/lazyTraining/figures/figures/lazyRuns.js');
const { robustRun } = await built('theorems/lazyTraining/figures/figures/robustGrid.js');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { epochs: { type: 'string', default: '0' }, engine: { type: 'string', default: 'wasm' } },
});
const options = { data: positionals[0] };
const yieldToLoop = async () => {};

/** Printed by the programs at m = 1000, C0 = 10, seeds 0, 1, 2: PyTorch 2.15, all of MNIST's 0s and 1s, resized without antialiasing. */
const theirs = {
  25: {
    epochs: [3, 6, 4],
    'test accuracy': [0.9948, 0.9967, 0.9896],
    'largest shift': [0.33, 0.322, 0.331],
    'mean ‖∇f‖': [4.37, 5.47, 4.39],
    'mean walked length': [0.625, 0.642, 0.686],
    'mean step': [0.145, 0.122, 0.157],
  },
  100: {
    epochs: [8, 3, 9],
    'test accuracy': [0.9981, 0.9948, 0.9981],
    'largest shift': [0.318, 0.325, 0.323],
    'mean ‖∇f‖': [7.19, 7.52, 8.27],
    'mean walked length': [0.753, 0.603, 0.679],
    'mean step': [0.105, 0.081, 0.083],
  },
};

const meanOf = (all) => all.reduce((sum, one) => sum + one, 0) / all.length;
const squaresOf = (all) => all.reduce((sum, one) => sum + (one - meanOf(all)) ** 2, 0) / (all.length - 1);

let apart = 0;
const choices = { ...publishedDescent, engine: values.engine };
const lab = await openLaboratory({ options }, choices);
const perEpoch = Math.ceil(lab.data.train.n / choices.batchSize);
for (const d of [25, 100]) {
  const runs = [];
  for (const run of [0, 1, 2]) {
    const at = { d, m: 1000, C0s: [10], unit: false, run };
    runs.push(...(await lazyRuns(lab, rootOf('as published'), at, choices, yieldToLoop)));
  }
  const ours = {
    epochs: runs.map(({ steps }) => steps / perEpoch),
    'test accuracy': runs.map(({ testError }) => 1 - testError),
    'largest shift': runs.map(({ reach }) => (reach * 10) / Math.sqrt(1000)),
    'mean ‖∇f‖': runs.map(({ gradientNorm }) => gradientNorm),
    'mean walked length': runs.map(({ length }) => length),
    'mean step': runs.map(({ eta }) => eta),
  };
  for (const [name, printed] of Object.entries(theirs[d])) {
    const own = ours[name];
    const error = Math.sqrt((squaresOf(own) + squaresOf(printed)) / 3);
    const off = (meanOf(own) - meanOf(printed)) / error;
    if (!(Math.abs(off) < 4)) apart++;
    const shown = (all) => all.map((one) => one.toPrecision(3)).join(', ');
    console.log(
      `d = ${d}  ${name.padEnd(19)} theirs ${shown(printed).padEnd(22)} ours ${shown(own).padEnd(22)} apart by ${off.toFixed(1)} standard errors`,
    );
  }
}

const epochs = Number(values.epochs);
if (epochs > 0) {
  // They print 0, .002, .012, .054, .099, .141 after 4, 8, 12, 20, 28, 40 epochs: one seed.
  const adversarial = { ...publishedAdversarial, engine: values.engine, epochs };
  const robust = await openLaboratory({ options }, adversarial);
  const at = { d: 49, m: 1000, radius: 10 / Math.sqrt(1000), delta: 4 / 7, run: 0 };
  const run = await robustRun(robust, rootOf('as published'), at, adversarial, yieldToLoop);
  console.log(
    `d = 49, ‖δ‖ = 4/7: robust test accuracy ${run.robust.toFixed(4)} after ${run.epochs} epochs (${run.ended}), robust training accuracy ${run.trained}, clean ${run.clean.toFixed(4)}`,
  );
}
process.exitCode = apart > 0 ? 1 : 0;
