import { loadavg } from 'node:os';
import { openCompiled } from './compiled.js';
import { openThreads, ourWork } from './ours.js';
import { openPython } from './python.js';
import { openTensorFlow } from './tensorflow.js';
import { summary } from './timing.js';

/** One trial of the table: what a person's network at work is like. */
const PLACE = { d: 784, m: 1e5 };
/** As many values in a cache, 64 times over, as once in memory. */
const CACHED = { d: 64, m: 2 ** 16 };
const FRESH = { d: 1, m: 2 ** 22 };

/** More CPU time than wall time, by this factor, is work of a second core. */
const ONE_CORE = 1.15;

/**
 * What is compared: our jobs with those of the peers, and what is asked of the ratios.
 *
 * In one thread everybody is held to one core, and ratios are of CPU time, which is what the wall time would be on an idle machine; in two
 * threads ratios are of wall time. `cheap` sides run in every round, the others, ten times as slow, in the first three.
 */
const comparisons = ({ pool, held, free, compiled, tensorFlows }) => {
  const ours = (job, place, threads) => ({
    id: `ours ${job}`,
    name: job === 'gaussians' ? 'lakatos' : `lakatos, W0 ${job}`,
    ours: true,
    cheap: true,
    work: threads === 1 ? (i) => ourWork(job, place, i) : (i) => pool.work(job, place, i),
  });
  const python = (library, job, place, threads, rest = '') =>
    library === null
      ? []
      : [
          {
            id: `${library.name} ${job}${rest}`,
            name: job === 'gaussians' ? library.name : `${library.name}, ${saysOf(job)}${rest}`,
            cheap: true,
            work: () => library.work(job, place, threads),
          },
        ];
  const cpp = (job, place, threads) =>
    compiled === null
      ? []
      : [
          {
            id: `C++ ${job}`,
            name: job === 'gaussians' ? compiled.name : `${compiled.name}, W0 ${job}`,
            cheap: true,
            work: (i) => compiled.work(job, place, threads, i),
          },
        ];
  const tensors = (job, place) =>
    tensorFlows.map((tf) => ({ id: tf.says, name: tf.says, cheap: false, work: () => tf[job](place) }));
  const filling = (title, place) => ({
    title,
    place,
    by: 'cpu',
    sides: [
      ours('gaussians', place, 1),
      ...python(held.torch, 'gaussians', place, 1),
      ...python(held.numpy, 'gaussians', place, 1),
      ...tensors('gaussians', place),
      ...cpp('gaussians', place, 1),
    ],
    targets: [{ ours: 'ours gaussians', others: ['torch gaussians'], atMost: 0.4 }],
  });
  const anyTorch = ['stored', 'regenerated', 'as first written', 'as first written, on all cores'].map(
    (job) => `torch ${job}`,
  );
  const trials = (title, threads, by, asked) => ({
    title,
    place: PLACE,
    by,
    sides: [
      ours('stored', PLACE, threads),
      ours('regenerated', PLACE, threads),
      ...['stored', 'regenerated'].flatMap((job) => python(held.torch, job, PLACE, threads)),
      ...(threads === 1
        ? [
            ...python(held.torch, 'as first written', PLACE, 1),
            ...python(held.numpy, 'as first written', PLACE, 1),
            ...tensors('ambient', PLACE),
          ]
        : [
            ...python(free.torch, 'as first written', PLACE, threads, ', on all cores'),
            ...python(free.numpy, 'as first written', PLACE, threads, ', on all cores'),
          ]),
      ...['stored', 'regenerated'].flatMap((job) => cpp(job, PLACE, threads)),
    ],
    targets: [
      { ours: 'ours stored', others: anyTorch, atMost: asked.stored },
      { ours: 'ours regenerated', others: ['torch stored'], atMost: asked.regenerated },
      { ours: 'ours stored', others: ['C++ stored'], atMost: 4 },
      { ours: 'ours regenerated', others: ['C++ regenerated'], atMost: 5.5 },
    ],
  });
  const trial = 'ambient trial, d = 784, m = 100 000';
  return [
    filling('4 194 304 Gaussians into a cache (65 536 at a time), one thread', CACHED),
    filling('4 194 304 Gaussians into memory, one thread', FRESH),
    trials(`${trial}, one thread`, 1, 'cpu', { stored: 0.4, regenerated: 0.7 }),
    trials(`${trial}, two threads`, 2, 'wall', { stored: 0.33, regenerated: 0.55 }),
  ];
};

const saysOf = (job) => (job === 'as first written' ? job : `W0 ${job}`);

/** The sides of a comparison in turn, round after round; the order turns round each time, so that none is always first. */
const measured = async ({ title, place, by, sides, targets }, rounds, says) => {
  says(title);
  for (const side of sides) await side.work(0);
  const times = sides.map(() => []);
  const load = loadavg()[0];
  for (let round = 1; round <= rounds; round++) {
    const order = sides.map((_, k) => k);
    if (round % 2 === 0) order.reverse();
    for (const k of order) if (sides[k].cheap || round <= 3) times[k].push(await sides[k].work(round));
  }
  const rows = sides.map(({ id, name, ours = false }, k) => ({ id, name, ours, ...summary(times[k]) }));
  const fastest = (ids) =>
    rows
      .filter(({ id }) => ids.includes(id))
      .sort((left, right) => left[by].median - right[by].median)
      .at(0);
  return {
    title,
    ...place,
    by,
    rounds,
    load,
    rows,
    targets: targets.flatMap(({ ours, others, atMost }) => {
      const [left, right] = [fastest([ours]), fastest(others)];
      if (right === undefined) return [];
      const ratio = { wall: left.wall.median / right.wall.median, cpu: left.cpu.median / right.cpu.median };
      return [{ ours: left.name, other: right.name, by, atMost, ratio, met: ratio[by] <= atMost }];
    }),
    // Where one core was meant: who took more.
    spread:
      by === 'cpu'
        ? rows.filter(({ wall, cpu }) => cpu.median > ONE_CORE * wall.median).map(({ name }) => name)
        : [],
  };
};

/** Our kernels beside what a user would run instead. Peers that are not installed are left out, with a note. */
export const measurePairs = async (rounds, says) => {
  const pythons = async (isHeld) => ({
    torch: await openPython('torch', isHeld),
    numpy: await openPython('numpy', isHeld),
  });
  const [held, free] = [await pythons(true), await pythons(false)];
  says('compiling the C++');
  const compiled = openCompiled();
  const tensorFlows = [];
  const notes = [];
  for (const backend of ['wasm', 'cpu']) {
    const tf = await openTensorFlow(backend);
    if (tf === null) notes.push(`TensorFlow.js on ${backend} is not installed: left out`);
    else tensorFlows.push(tf);
  }
  if (held.torch === null) notes.push('no Python with torch: left out');
  if (held.numpy === null) notes.push('no Python with numpy: left out');
  if (compiled === null) notes.push('no compiler of C++ that takes -march=native: left out');
  const pool = openThreads(2);
  const others = [held.torch, held.numpy, free.torch, free.numpy, compiled].filter((peer) => peer !== null);
  try {
    const comparisonsMade = [];
    for (const comparison of comparisons({ pool, held, free, compiled, tensorFlows }))
      comparisonsMade.push(await measured(comparison, rounds, says));
    const [one, two] = comparisonsMade.slice(-2).map(({ rows }) => rows[0].wall.median);
    return {
      peers: [held.torch, held.numpy, ...tensorFlows, compiled].flatMap((peer) =>
        peer === null ? [] : [peer.says],
      ),
      notes,
      comparisons: comparisonsMade,
      twoThreads: { speedup: one / two, atLeast: 1.8 },
    };
  } finally {
    await pool.close();
    for (const peer of others) peer.close();
  }
};
