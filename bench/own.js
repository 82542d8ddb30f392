// How long our own trials take, and how that grows with d, m, the threads and the number of trials.
import { availableParallelism } from 'node:os';
import { openThreads } from './ours.js';
import { logLogSlope, median, repeated, timed, timedLater } from './timing.js';

const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);

const { bindClaim, constantsAt } = await built('core/judge/boundClaim.js');
const { lazyTraining } = await built('theorems/lazyTraining/theorem.js');
const { bindCell } = await built('core/judge/bindCell.js');
const { judgeCell } = await built('core/judge/judgeCell.js');
const { runTrial } = await built('core/judge/runTrial.js');
const { structuredStep } = await built('theorems/lazyTraining/adversaries/structuredStep.js');
const { movedAlike } = await built('theorems/lazyTraining/network/gradientStep.js');
const { reducedStep } = await built('theorems/lazyTraining/samplers/reducedStep.js');
const { cellStream } = await built('core/judge/address.js');

const { oneStep } = await built('theorems/randomNetworks/oneStep.js');
const { kernels } = await built('numerics/kernels/inUse.js');
const { rootOf } = await built('numerics/random/root.js');

/** Draws of a random network by the reduced law, with f and its gradient at x and f after a step. */
const networksOf = ({ d, m, depth, activation }) => {
  const at = { d, m, depth, activation, last: 1, gamma: 0.05, eta: 3 };
  const stream = rootOf('bench').child('networks');
  return (index) =>
    kernels().arena.scope(() => {
      const draw = oneStep.sample(stream.child(index), at, 'reduced');
      return [...oneStep.refine(draw, new Set(['kept']), at, 'decide')].at(-1);
    });
};

/** A claim of the paper at a cell, as a run binds it. */
export const boundAt = (id, { d, m, C0 }) => {
  const claim = lazyTraining.statements.find((candidate) => candidate.id === id);
  if (claim === undefined) throw new Error(`bench: expected a claim of the paper, got ${id}`);
  const bound = bindClaim(claim, lazyTraining.axes);
  const at = { d, m, C0, gamma: 0.05 };
  return bindCell(bound, { at, constants: constantsAt(bound, at), mode: 'reduced' }, lazyTraining.settings);
};

const streamOf = (id, { d, m }) => cellStream('lakatos', 'verdict', id, lazyTraining.axes, { d, m });

/** The trials of a claim at a cell, as a run examines them; the reading makes no difference to their cost. */
export const trialsOf = (id, cell, effort = 'decide') => {
  const at = boundAt(id, cell);
  const stream = streamOf(id, cell);
  return (index) => {
    const trial = runTrial(at, stream, index, effort);
    if (trial.outcome.why === 'crashed') throw new Error(`bench: ${id} crashed: ${trial.outcome.note}`);
    return trial;
  };
};

/** Draws the network and runs the structured search, as a trial does after its certificate. */
const searchesOf = ({ d, m, C0 }) => {
  const stream = streamOf('one-step-flips', { d, m });
  const C2 = 2 * Math.sqrt(Math.log(2 / 0.05)) + C0;
  return (index) => {
    const instance = reducedStep(stream.child(index), d, m);
    const initial = movedAlike(instance, { along: 0, across: 0, normal: null });
    structuredStep(instance, { radius: C0 / Math.sqrt(m) }, initial, C2, () => false);
  };
};

/** The structured search of a trial of `one-step-flips`, without the certificate. */
const SEARCH_ALONE = 'one-step-flips, search alone';

/** Random networks by depth and activation; they have no C0. */
const network = (depth, activation, name) => ({
  claim: `random network, ${depth} of ${name}`,
  depth,
  activation,
  d: 1000,
  C0: '',
});

/** Milliseconds a trial may take, on one thread. */
const TRIALS = [
  { claim: 'few-neurons-flip', d: 784, m: 1e5, C0: 3, target: 10 },
  { claim: 'value-is-bounded', d: 784, m: 1e5, C0: 3, target: 10 },
  ...[100, 784, 10000].map((d) => ({ claim: SEARCH_ALONE, d, m: 1e5, C0: 3, target: 40 })),
  // The certificate included.
  ...[100, 784, 10000].map((d) => ({ claim: 'one-step-flips', d, m: 1e5, C0: 1, target: 500 })),
  { claim: 'gradient-is-large', d: 784, m: 1e5, C0: 10, target: 300 },
  { ...network(1, 1, 'ReLU'), m: 1e6, target: 60 },
  { ...network(1, 2, 'tanh'), m: 1e6, target: 60 },
  { ...network(10, 1, 'ReLU'), m: 1000, target: 3 },
];

/** Draws of a network, or trials of a claim. */
const workOf = (row) => (row.depth === undefined ? trialsOf(row.claim, row) : networksOf(row));

const widths = (claim, C0) => ({
  claim,
  against: 'm',
  cells: [1e3, 1e4, 1e5, 1e6].map((m) => ({ d: 784, m, C0 })),
});
const dimensions = (claim, m, C0) => ({
  claim,
  against: 'd',
  cells: [25, 100, 400, 1600, 6400].map((d) => ({ d, m, C0 })),
});
const GROWTH = [
  {
    claim: 'random network, 1 of ReLU',
    against: 'm',
    cells: [1e3, 1e4, 1e5, 1e6].map((m) => ({ ...network(1, 1, 'ReLU'), m })),
  },
  widths('few-neurons-flip', 3),
  widths('value-is-bounded', 3),
  widths('one-step-flips', 3),
  widths('gradient-is-large', 10),
  dimensions('one-step-flips', 1e5, 3),
  dimensions('gradient-is-large', 1e4, 3),
];

/** Met in wall time; or in CPU time alone, which is what a machine of one's own would give; or missed. */
const against = (target, wall, cpu) =>
  wall <= target ? 'met' : cpu <= target ? 'met in CPU time' : 'missed';

const place = ({ d, m, C0 }) => `d = ${d}, m = ${m}${C0 === '' ? '' : `, C0 = ${C0}`}`;

const measureTrial = ({ target, ...row }, says) => {
  says(`${row.claim} at ${place(row)}`);
  const times = repeated(row.claim === SEARCH_ALONE ? searchesOf(row) : workOf(row));
  return { ...row, ...times, target, verdict: against(target, times.wall.median, times.cpu.median) };
};

const measureOneGrowth = ({ claim, against: axis, cells }, says) => {
  says(`${claim} against ${axis}`);
  const points = cells.map((cell) => {
    const trial = workOf({ claim, ...cell });
    // A trial can be shorter than the tick of the CPU clock: as many at a time as take some 20 ms.
    trial(0);
    const batch = Math.max(1, Math.min(64, Math.round(20 / timed(() => trial(1)).wall)));
    const { wall, cpu } = repeated(
      (i) => {
        for (let j = 0; j < batch; j++) trial(i * batch + j);
      },
      { warmUp: 4, runs: 9, milliseconds: 2500 },
    );
    return { at: cell[axis], wall: wall.median / batch, cpu: cpu.median / batch };
  });
  const pairs = points.map(({ at, cpu }) => [at, cpu]);
  const { d, m, C0 } = cells[0];
  const fixed = axis === 'm' ? { d, C0 } : { m, C0 };
  return {
    claim,
    against: axis,
    ...fixed,
    points,
    slope: logLogSlope(pairs),
    lastSlope: logLogSlope(pairs.slice(-2)),
  };
};

/** The same work for one thread, two, and so on: milliseconds a trial, W0 regenerated. */
const growthInThreads = async (says) => {
  says('ambient trials against the threads');
  const cell = { d: 784, m: 2e4 };
  const points = [];
  for (let threads = 1; threads <= availableParallelism(); threads *= 2) {
    const pool = openThreads(threads);
    const times = [];
    for (let i = 0; i < 9; i++) times.push(await pool.work('regenerated', cell, i));
    await pool.close();
    points.push({
      at: threads,
      wall: median(times.slice(2).map((t) => t.wall)),
      cpu: median(times.slice(2).map((t) => t.cpu)),
    });
  }
  return {
    claim: 'an ambient trial',
    against: 'threads',
    ...cell,
    points,
    slope: logLogSlope(points.map(({ at, wall }) => [at, wall])),
  };
};

/** A cell of more and more trials: milliseconds for all of them, looks and statistics included. */
const growthInTrials = async (says) => {
  says('value-is-bounded against the number of trials');
  const at = boundAt('value-is-bounded', { d: 784, m: 1e4, C0: 3 });
  const points = [];
  for (const cap of [16, 64, 256, 1024]) {
    // No evidence is enough at such an α, so that every cell takes all of its trials.
    const judging = (seed) => ({ seed, purpose: 'verdict', alpha: { refute: 1e-300, support: 1e-300 }, cap });
    const times = [];
    for (let i = 0; i < 4; i++) times.push(await timedLater(() => judgeCell(at, judging(`bench ${i}`))));
    points.push({
      at: cap,
      wall: median(times.slice(1).map((t) => t.wall)),
      cpu: median(times.slice(1).map((t) => t.cpu)),
    });
  }
  return {
    claim: 'value-is-bounded',
    against: 'trials',
    d: 784,
    m: 1e4,
    C0: 3,
    points,
    slope: logLogSlope(points.map(({ at: x, cpu }) => [x, cpu])),
  };
};

export const measureTrials = (says) => TRIALS.map((row) => measureTrial(row, says));

export const measureGrowth = async (says) => [
  ...GROWTH.map((row) => measureOneGrowth(row, says)),
  await growthInThreads(says),
  await growthInTrials(says),
];
