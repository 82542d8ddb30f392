import { loadavg } from 'node:os';
import { openThreads, ourWork } from './ours.js';
import { openPython } from './python.js';
import { openTensorFlow } from './tensorflow.js';
import { summary } from './timing.js';

/** One trial of the table: what a person's network at work is like. */
const PLACE = { d: 784, m: 1e5 };
const VALUES = { d: 1, m: 2 ** 22 };

/**
 * What is compared: our jobs with those of the peers, and what is asked of the ratio to one of them.
 *
 * `cheap` peers run in every round, the others, ten times as slow, in the first three.
 */
const comparisons = ({ threads, torch, numpy, tensorFlows }) => {
  const peer = (library, job, threadsOfJob, place) =>
    library === null
      ? []
      : [
          {
            name: `${library.says.split(',')[0]}, ${job}`,
            cheap: true,
            work: () => library.work(job, place, threadsOfJob),
          },
        ];
  const tensors = (job, place) =>
    tensorFlows.map((tf) => ({ name: tf.says, cheap: false, work: () => tf[job](place) }));
  const ours = (name, job, place, pool = null) => ({
    name,
    cheap: true,
    ours: true,
    work: pool === null ? (i) => ourWork(job, place, i) : (i) => pool.work(job, place, i),
  });
  return [
    {
      title: '4 194 304 Gaussians, one thread',
      place: VALUES,
      sides: [
        ours('lakatos', 'gaussians', VALUES),
        ...peer(torch, 'gaussians', 1, VALUES),
        ...peer(numpy, 'gaussians', 1, VALUES),
        ...tensors('gaussians', VALUES),
      ],
      targets: [['lakatos', 'gaussians', 0.4]],
    },
    {
      title: 'ambient trial, d = 784, m = 100 000, one thread',
      place: PLACE,
      sides: [
        ours('lakatos, W0 stored', 'stored', PLACE),
        ours('lakatos, W0 regenerated', 'regenerated', PLACE),
        ...peer(torch, 'ambient best', 1, PLACE),
        ...peer(torch, 'ambient idiomatic', 1, PLACE),
        ...peer(numpy, 'ambient', 1, PLACE),
        ...tensors('ambient', PLACE),
      ],
      targets: [
        ['lakatos, W0 stored', 'ambient best', 0.4],
        ['lakatos, W0 regenerated', 'ambient best', 0.7],
      ],
    },
    {
      title: 'ambient trial, d = 784, m = 100 000, two threads',
      place: PLACE,
      sides: [
        ours('lakatos, W0 stored', 'stored', PLACE, threads),
        ours('lakatos, W0 regenerated', 'regenerated', PLACE, threads),
        ...peer(torch, 'ambient best', 2, PLACE),
        ...peer(torch, 'ambient idiomatic', 2, PLACE),
        ...peer(numpy, 'ambient', 2, PLACE),
      ],
      targets: [
        ['lakatos, W0 stored', 'ambient best', 0.33],
        ['lakatos, W0 regenerated', 'ambient best', 0.55],
      ],
    },
  ];
};

/** The sides of a comparison in turn, round after round; the order turns round each time, so that none is always first. */
const measured = async ({ title, place, sides, targets }, rounds, says) => {
  says(title);
  for (const side of sides) await side.work(0);
  const times = sides.map(() => []);
  const load = loadavg()[0];
  for (let round = 1; round <= rounds; round++) {
    const order = sides.map((_, k) => k);
    if (round % 2 === 0) order.reverse();
    for (const k of order) if (sides[k].cheap || round <= 3) times[k].push(await sides[k].work(round));
  }
  const rows = sides.map(({ name, ours = false }, k) => ({ name, ours, ...summary(times[k]) }));
  const row = (part) => rows.find(({ name }) => name.endsWith(part));
  return {
    title,
    ...place,
    rounds,
    load,
    rows,
    targets: targets.flatMap(([ours, other, atMost]) => {
      const [left, right] = [row(ours), row(other)];
      if (right === undefined) return [];
      const ratio = { wall: left.wall.median / right.wall.median, cpu: left.cpu.median / right.cpu.median };
      return [{ ours, other: right.name, atMost, ratio, met: Math.min(ratio.wall, ratio.cpu) <= atMost }];
    }),
  };
};

/** Our kernels beside what a user would run instead. Peers that are not installed are left out, with a note. */
export const measurePairs = async (rounds, says) => {
  const [torch, numpy] = [await openPython('torch'), await openPython('numpy')];
  const tensorFlows = [];
  const notes = [];
  for (const backend of ['wasm', 'cpu']) {
    const tf = await openTensorFlow(backend);
    if (tf === null) notes.push(`TensorFlow.js on ${backend} is not installed: left out`);
    else tensorFlows.push(tf);
  }
  if (torch === null) notes.push('no Python with torch: left out');
  if (numpy === null) notes.push('no Python with numpy: left out');
  const threads = openThreads(2);
  try {
    const comparisonsMade = [];
    for (const comparison of comparisons({ threads, torch, numpy, tensorFlows }))
      comparisonsMade.push(await measured(comparison, rounds, says));
    const [one, two] = comparisonsMade.slice(1).map(({ rows }) => rows[0].wall.median);
    return {
      peers: [torch, numpy, ...tensorFlows].flatMap((peer) => (peer === null ? [] : [peer.says])),
      notes,
      comparisons: comparisonsMade,
      twoThreads: { speedup: one / two, atLeast: 1.8 },
    };
  } finally {
    await threads.close();
    torch?.close();
    numpy?.close();
  }
};
